"""What of skills, tools and certificates a question wants: languages alone, an alternative, the next skill …."""

from __future__ import annotations

import re
from typing import List, Tuple


def _table(**patterns: str) -> Tuple[Tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in patterns.items())


#: Kinds of tools: an answer names these and no others.
_KINDS = _table(
    languages=r"\b(?:programming|coding|scripting|computer|which|what|first|best|other|second|new|these|more|only|any)\s+"
    r"(?:\w+\s+){0,2}?languages?\b(?!\s+(?:models?|processing|skills))|\blanguages?\s+(?:should|must|do|does|to|is|are|for|a\b)|\blangs?\b",
    libraries=r"\b(?:python|ml|machine\s+learning|data|which|what|essential)\s+(?:\w+\s+)?(?:libraries|library|packages)\b",
    nosql=r"\bno\s?sql\s+(?:databases?|dbs?|stores?|tools?)\b",
    databases=r"\b(?:which|what|best|relational|learn|kinds?\s+of|types?\s+of)\s+(?:\w+\s+){0,2}?(?:databases?|dbs?|dbms)\b(?!\s+cert)|"
    r"\bdatabases?\s+(?:should|must|do|does|to|technolog|systems?|are)\b",
    clouds=r"\b(?:which|what|best|a|one|first|main)\s+(?:\w+\s+){0,2}?clouds?\b(?!\s+(?:engineer|architect|cert|comput))|\bcloud\s+(?:platforms?|providers?|vendors?|services?|stack)\b",
    bi=r"\b(?:bi|business\s+intelligence|dashboard(?:ing)?|reporting|(?:data\s+)?visuali[sz]ation|charting)\s+(?:tools?|software|platforms?|products?)\b",
    deep_learning=r"\b(?:deep[\s-]*learning|dl|neural\s+network)\s+(?:\w+\s+)?(?:frameworks?|librar(?:y|ies)|tools?)\b|"
    r"\b(?:which|what)\s+(?:ml\s+|ai\s+|machine\s+learning\s+)?frameworks?\b",
    llm_frameworks=r"\b(?:llm|agent|agentic|rag|genai)\s+(?:\w+\s+)?(?:frameworks?|librar(?:y|ies)|tools?|stack)\b",
    warehouses=r"\b(?:data\s+)?(?:warehouses?|lakehouses?)\s+(?:tools?|platforms?|should|do|is|to)\b|\b(?:which|what)\s+(?:\w+\s+)?(?:data\s+)?(?:warehouse|lakehouse)s?\b",
    orchestration=r"\borchestrat(?:ors?|ion\s+tools?)\b|\b(?:etl|pipeline|workflow)\s+(?:tools?|software)\b",
    streaming=r"\bstreaming\s+(?:tools?|platforms?|framework)\b",
    vector_stores=r"\b(?:which|what|best|a)\s+vector\s*(?:db|database|store)s?\b",
    tracking=r"\bexperiment\s+track\w+",
    web_frameworks=r"\b(?:web|api|back[\s-]*end)\s+frameworks?\b",
    coding_assistants=r"\b(?:ai\s+)?(?:coding|code|programming)\s+(?:assistants?|copilots?|agents?)\b|\b(?:as\s+an?|your|ai)\s+co-?pilots?\b|"
    r"\bai\s+tools?\b[^?.]{0,50}\b(?:cod(?:e|ing)|programming)\b",
    modelling=r"\b(?:machine[\s-]*learning|ml|data[\s-]*mining|statistical|predictive\s+modell?ing)(?:\s*[/,&]?\s*(?:and\s+)?(?:machine[\s-]*learning|data[\s-]*mining))?\s+(?:software|tools?|programs?)\b",
)
#: Skills, of which an answer says how much of them a role needs.
_SKILLS = _table(
    soft=r"\bsoft[\s-]*skills?\b|\bpeople\s+skills?\b|\binterpersonal\b|\bnon[\s-]*technical\s+skills?\b|\bcommunicat\w+|\bpresentation\s+skills?\b|\bsocial\s+skills?\b",
    calculus=r"\bcalculus\b",
    linear_algebra=r"\blinear\s+algebra\b|\bmatri(?:x|ces)\b",
    probability=r"\bprobability\b",
    statistics=r"\bstat(?:istic)?s\b|\bstatistical\b",
    maths=r"\bmath(?:s|ematics|ematical|ematically)?\b",
    algorithms=r"\balgorithms?\b|\bdata\s+structures?\b|\bdsa\b|\bleet\s*code\b|\bcompetitive\s+programming\b",
    machine_learning=r"\b(?:machine|deep)\s+learning\b(?!\s+(?:engineer|scientist|research|developer|role|job|career|position|spec))",
    systems=r"\b(?:computer|operating)\s+systems?\b|\bnetworking\b",
    engineering=r"\bsoftware\s+(?:engineering|development)\b|\bengineering\s+skills?\b",
    coding=r"\bcod(?:e|ing|ers?)\b|\bprogramm(?:ing|ers?)\b(?!\s+languages?)",
)
#: What is to be done with them.
_DEEDS = _table(
    alternatives=r"\balternatives?\b|\bsubstitutes?\b|\breplacements?\s+for\b|\binstead\s+of\b|\bother\s+than\b|\bsimilar\s+to\b|\bbetter\s+than\s+(?!an?\b|the\b)|\b(?:what|which)\s+(?:\w+\s+)?(?:can|could|should|would)\s+replace\b|\bin\s+place\s+of\b",
    both=r"\bboth\b",
    still=r"\bstill\b|\brelevant\b|\bnowadays\b|\bthese\s+days\b",
    gone=r"\b(?:dead|dying|obsolete|outdated|old[\s-]*fashioned)\b",
    next=r"\bnext\b|\bafter\s+(?:learning\s+)?(?:that|this|python|sql)\b|\badd\s+to\b",
    most=r"\b(?:most|more)\s+(?:important|valuable|useful|crucial|critical|essential|wanted|needed)\b|\bmatters?\s+(?:the\s+)?most\b|\bnumber\s+one\b|\b(?:single|biggest|main|key)\s+skill\b",
    common=r"\bin\s+common\b|\bcommon\s+to\b|\bshared?\b|\boverlap\w*|\bboth\b[^?.]{0,30}\bneed\b",
    missing=r"\b(?:missing|lack(?:ing)?|gaps?|add|acquire|upskill\w*)\b",
    without=r"\bwithout\b|\bno\s+(?:math|cod|programm|stat)\w*|\b(?:bad|weak|poor|terrible|not\s+good|suck|struggl\w+)\s+(?:at|in|with)\b|\bhat(?:e|ing)\b|\bavoid\b",
    demand=r"\bin[\s-]+demand\b|\b(?:job\s+)?(?:postings?|adverts?|listings?|descriptions?|openings)\b|\bjob\s+ads\b|"
    r"\bmost\s+(?:wanted|requested|sought)\b|\bsought[\s-]*after\b|\bmarket\s+wants?\b",
    employers=r"\b(?:employers?|compan(?:y|ies)|recruiters?|hiring\s+managers?)\b[^?.]{0,20}\b(?:want|look|ask|need|seek|expect|require)\w*",
    single=r"\bsingle\b|\b(?:the|which|what)(?:\s+is|'s)?\s+(?:the\s+)?best\b|\bshould\s+i\s+(?:learn|pick|choose|start|use)\b",
    skills=r"\bskill\w*\b",
    tools=r"\btools?\b|\bsoftware\b|\btechnolog\w+|\btech\s+stack\b",
    top=r"\btop\b|\blist\s+of\b",
)
#: What is asked of a certificate.
_CERTIFICATES = _table(
    certificates=r"\bcert(?:s|ificat\w*|ified)?\b|\bcredentials?\b|\bnanodegrees?\b|\bspeciali[sz]ations?\b",
    programme=r"\bprogram(?:me)?s?\b(?!\w)|\bbootcamps?\b|\bboot\s+camps?\b|\b(?:pg|post[\s-]*graduate|executive)\s+(?:diploma|program|certificate|course)\w*|\bdiplomas?\b",
    reviews=r"\breviews?\b|\bopinions?\b|\bthoughts?\s+on\b|\bwhat\s+do\s+you\s+think\s+(?:of|about)\b|\blegit\w*|\bscam\b|\bany\s+good\b|\btrust\w*|\breputation\b|\bworth\b",
    price=r"\bcosts?\b|\bprices?\b|\bfees?\b|\bexpensive\b|\bcheap\w*|\bhow\s+much\b",
    helps=r"\bhelp(?:s|ful)?\b|\bmatters?\b|\bnecessary\b|\bneed(?:ed)?\b|\brequire[ds]?\b|\benough\b|\bget\s+(?:me\s+|you\s+)?(?:hired|a\s+job)\b|\bcare\s+about\b|\buseful\b|\bland\b",
    free=r"\bfree\b|\bwithout\s+paying\b|\bno\s+cost\b",
    status=r"\bavailable\b|\bretir\w+|\bexpir\w+|\bvalid\b|\bdiscontinu\w+|\boutdated\b|\breplac\w+|\bstill\b",
    prerequisite=r"\bprerequisit\w*|\beligib\w*|\bbefore\s+(?:taking|the)\b|\brequirements?\b",
    beginner=r"\bbeginners?\b|\bnewb(?:ie|y|ies)?\b|\bentry[\s-]*level\b|\bstarter\b|\bfreshers?\b|\bno\s+experience\b|\bnoob\b|\bfirst\s+cert\w*|\bjust\s+starting\b",
    or_degree=r"\b(?:or|vs\.?|versus|over|than|instead\s+of|rather\s+than|and)\s+(?:an?\s+|the\s+)?(?:\w+\s+)?(?:degree|master'?s?|ms|msc|bachelor'?s?|phd)\b|\b(?:degree|master'?s?|ms|msc|bachelor'?s?|phd)\b[^?.]{0,25}\b(?:or|vs\.?|versus)\b",
    or_projects=r"\bprojects?\b|\bportfolios?\b|\bgithub\b",
    courses=r"\b(?:courses?|moocs?|tutorials?|udemy|coursera)\b",
    books=r"\bbooks?\b|\btextbooks?\b",
)
#: Ideas that postings are counted by, as ids of ``posting_skills.csv``.
_IDEAS = _table(
    rag=r"\brag\b|\bretrieval[\s-]*augmented\b",
    agents=r"\b(?:ai\s+)?agents\b|\bagentic\b",
    prompt_engineering=r"\bprompt(?:ing)?\b(?:\s+engineering\b)?(?!\s+engineers?\b)",
    fine_tuning=r"\bfine[\s-]*tun\w+",
    evaluation=r"\bevals?\b|\bevaluation\b",
    embeddings=r"\bembeddings?\b",
    deep_learning=r"\bdeep\s*learning\b(?!\s+(?:engineer|framework|librar|tool))",
    mlops=r"\bmlops\b(?!\s+engineer)",
    nlp=r"\bnatural\s+language\s+processing\b",
    reinforcement_learning=r"\breinforcement\s+learning\b",
    ci_cd=r"\bci\s*/?\s*cd\b",
    microservices=r"\bmicro-?services?\b",
    system_design=r"\bsystem\s+design\b",
    ab_testing=r"\ba\s*/\s*b\s+test\w*",
    etl=r"\betl\b|\bdata\s+pipelines?\b",
    nosql=r"\bnosql\b",
    gdpr=r"\bgdpr\b",
    knowledge_graphs=r"\bknowledge\s+graphs?\b",
    observability=r"\bobservability\b",
    distributed_systems=r"\bdistributed\s+(?:systems?|computing)\b",
    ai_coding_tools=r"\bai\s+coding\s+tools?\b",
    publications=r"\bpublications?\b|\bpublish(?:ed)?\s+papers?\b",
    agile=r"\bagile\b|\bscrum\b",
)  # fmt: skip
IDEAS = tuple(name for name, _ in _IDEAS)
_NUMBER = re.compile(
    r"\b(?:top|best)\s+(?P<after>\d{1,2}|three|five|ten|twenty)\b|"
    r"\b(?P<before>\d{1,2}|three|five|ten|twenty)\s+(?:most|best|top|main|key)\b",
    re.IGNORECASE,
)
_WORDS = {"three": 3, "five": 5, "ten": 10, "twenty": 20}
_YEARS = re.compile(
    r"\b(?:how\s+many\s+years|years?\s+of\s+experience|(?:\d+|two|three|four|five|six|seven|eight|ten)\+?\s+(?:years?|yrs?|yoe)(?:'|\s)*(?:of\s+)?(?:work\s+)?(?:experience|exp)?)\b",
    re.IGNORECASE,
)


def wanted_in(text: str) -> List[str]:
    """Return what a question wants of skills, tools and certificates, each once, in order of the tables.

    Among it are ``languages`` and other kinds of tools, ``maths`` and other skills, ``alternatives`` and
    other deeds, ``price`` and what else is asked of certificates, ``idea:rag`` and other ideas that
    postings are counted by, ``years`` (of experience) and ``number:10`` of a "top 10".
    """
    found = [
        name
        for table in (_KINDS, _SKILLS, _DEEDS, _CERTIFICATES)
        for name, pattern in table
        if pattern.search(text)
    ]
    found += [f"idea:{name}" for name, pattern in _IDEAS if pattern.search(text)]
    if _YEARS.search(text):
        found.append("years")
    number = _NUMBER.search(text)
    if number:
        figure = (number.group("after") or number.group("before")).lower()
        found.append(f"number:{_WORDS.get(figure) or int(figure)}")
    return found
