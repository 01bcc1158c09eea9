"""English words that tell, beside a name, whether the name is meant.

They are about English and not about the catalog: a new role, tool or place needs no edit here.
"""

from __future__ import annotations

from typing import FrozenSet


def _set(text: str) -> FrozenSet[str]:
    return frozenset(text.split())


# A profession is spoken of: "ds salary", "machine learning jobs".
CAREER_NOUNS = _set(
    "job jobs role roles career careers position positions salary salaries pay wage wages compensation "
    "earnings income tc engineer engineers professional professionals expert experts specialist "
    "specialists practitioner practitioners people person guy guys folks folk team teams intern interns "
    "internship internships hourly rate rates contractor contractors consultant consultants freelancer "
    "recruiter manager managers lead leads hire hires hiring opening openings vacancy vacancies "
    "opportunity opportunities employment profession workforce labor labour market side path track route "
    "ladder"
)
STUDY_NOUNS = _set(
    "skill skills skillset roadmap degree masters master's master bootcamp bootcamps course courses cert "
    "certs certificate certification certifications program programs interview interviews resume cv "
    "portfolio work day field stuff responsibilities title titles"
)
# Words before a field of work: "get into ML", "careers in AI".
INTO_FIELD = _set("into in to for towards")
MOVES = _set(
    "career careers job jobs role roles position positions work working worked works get getting go going "
    "move moving break breaking switch switching transition transitioning transitioned pivot pivoting "
    "shift shifting jump jumping change changing enter entering land landing start starting crossing "
    "opportunities internship internships salary salaries future hired"
)
LEARNS = _set("learn study know need needed required prepare")
ENTERS = _set("enter entering pursue pursuing")
VERSUS = _set("vs vs. versus v v.")
LINKS = VERSUS | _set("or and to into / → | , & than from")
# Words that only English puts between two roles; "de" and "da" are articles elsewhere.
BETWEEN_TWO = VERSUS | _set("or to → than")
KNOWLEDGE = _set("experience knowledge background exposure interest interested courses course degree")
ARTICLES = _set("a an")

# Levels that are also other words need a profession behind them.
LOOSE_LEVELS = _set(
    "lead staff principal head mid new executive experienced starting graduate graduates beginner "
    "beginners advanced chief beginning associate intermediate starter expert manager managers director "
    "directors vp junior juniors senior seniors grad grads trainee mature veteran"
)
STUDENT_SENIOR = _set("rising incoming graduating college university school hs current undergrad")
AFTER_STUDENT_LEVEL = _set("year project thesis design citizen citizens high college student students")
LEVEL_NOUNS = CAREER_NOUNS | _set(
    "level levels dev devs developer developers scientist scientists analyst analysts architect "
    "architects researcher researchers programmer programmers ones one swe mle ds de da"
)
HEADED = _set("data ai ml analytics engineering machine artificial research mlops nlp software science")

# Places and tools that are also English words: in lower case they need a word before or beside them.
PLACE_WORDS = _set(
    "mobile reading nice bath cork split orange buffalo turkey jordan chile mali chad lima georgia "
    "jackson lincoln aurora columbia independence enterprise normal hope paradise surprise phoenix "
    "providence delta bend hilo kiwi holland swiss dutch hamburg wellington victoria cologne lancaster "
    "oxford cambridge santiago"
)
PLACE_BEFORE = _set("in near at from to around outside across within throughout based , the")
LOOSE_PLACE_CODES = _set(
    "us al il la ma pa hi ok or me in id de co mo mi ca va wa ne ga sc gb sd ct md ar ms mt nd ct dc mass "
    "cali conn calif okla penna rsa sg"
)
INSTITUTION_BEFORE = _set("uc university college institute iit iim nit iiit isi tu eth bits dtu")
INSTITUTION_AFTER = _set("university college institute tech state inc llc ltd corp")
COMPANY_AFTER = _set("inc inc. llc ltd ltd. corp corp. gmbh plc")

CAREFUL_TOOLS = _set(
    "go r c ray spark spring excel react rust julia looker triton flask oracle access swift chef torch py "
    "js ts tf hf"
)
TOOL_BEFORE = _set(
    "in learn learning use using used with know knowing knowledge of like via through study and or , / "
    "than vs versus beyond apache master mastering"
)
TOOL_LINKS = _set("or and / , vs vs. versus & +")
NOT_TOOL_AFTER = _set(
    "to in at into for about back ahead through on up down as from with beyond over your my our the a an "
    "it them this that what when if and& & d"
)
VERB_BEFORE = _set(
    "to will can could would should must i you we they he she it let's lets let not n't might may who how"
)

# Fields of study are industries too; after these the field is what one studies.
STUDY_OF = _set(
    "degree degrees major majors majoring minor minoring bachelor bachelor's bachelors bs bsc ba ms msc "
    "ma mba master master's masters phd doctorate studied studying study diploma course courses graduate "
    "background accounting"
)
INDUSTRY_AFTER = _set(
    "sector industry industries companies company field tech domain space world firms startups"
)

# Professions: the last word of a role that the catalog may lack ("blockchain engineer").
HEADS = _set(
    "engineer engineers engr developer developers dev devs scientist scientists analyst analysts "
    "architect architects administrator administrators admin admins programmer programmers researcher "
    "researchers designer designers tester testers modeler modelers modeller modellers strategist "
    "strategists"
)
COMPOUND_HEADS = _set(
    "manager managers owner owners consultant consultants specialist specialists lead leads"
)
COMPOUND_BEFORE = _set(
    "product project program engineering data analytics ai ml it technical delivery scrum seo marketing "
    "sales operations business cloud security network software relations store restaurant bank branch "
    "office hotel account property hr warehouse construction facilities nursing case event supply logistics"
)
SINGLE_PROFESSIONS = _set(
    "statistician statisticians actuary actuaries quant quants economist economists mathematician "
    "mathematicians biostatistician biostatisticians bioinformatician bioinformaticians dba dbas sysadmin "
    "sysadmins cto cio"
)
# A profession's modifiers end at these.
NOT_MODIFIER = _set(
    "a an the this that these those any some every each all no as is are was were be been being am 'm 're "
    "'s become becoming became becomes do does did doing what which who how why when where if or and vs "
    "vs. versus v than to from into in on at by for with without of about between like good great best "
    "better top real new old my your our their his her its i you we they he she it me them us hire hiring "
    "hired want wants wanted another other current currently former ex typical average certified "
    "experienced professional aspiring future remote freelance first next same different more most many "
    "few several two three four five six seven eight nine ten "
    "can could should would will must may might just also still not n't - / , . ; : "
    "! ? ( ) \" ' & + → | “ ” … ... hello hi hey please so but because while whereas per does work "
    "working worked being called named titled only even full time part year years experience yoe need "
    "needs self taught successful entry level women female male highest paid work's difference compare "
    "is/are are/is senior junior mid staff principal lead chief head associate"
)

# "A to B" is a change, unless A is compared to B.
COMPARES = _set(
    "compare compared comparing comparison similar close closer closest equivalent equal relative opposed "
    "prefer related"
)
# Behind these stands a field that somebody comes from: "tired of teaching", "lost interest in law".
LEFT_BEHIND = _set("from leaving leave left quit quitting escaping escape after")
LEFT_BEHIND_PAIRS = frozenset(
    tuple(pair.split())
    for pair in (
        "tired of|sick of|out of|done with|finished with|bored with|bored of|up with|interest in|"
        "background in|years in|career in|degree in|diploma in|worked in|working in|work in|job in|away from|"
        "experience in"
    ).split("|")
)
# Change from one role to another.
ORIGIN_BEFORE = (
    "from a",
    "from an",
    "from",
    "coming from",
    "as a",
    "as an",
    "as",
    "i'm a",
    "i'm an",
    "im a",
    "im an",
    "i am a",
    "i am an",
    "am a",
    "am an",
    "'m a",
    "'m an",
    "currently a",
    "currently an",
    "current",
    "being a",
    "being an",
    "working as a",
    "working as an",
    "working as",
    "worked as a",
    "worked as an",
    "background in",
    "background is",
    "experience in",
    "experience as a",
    "experience as",
    "job as a",
    "leave",
    "leaving",
    "quit",
    "quitting",
    "former",
    "ex",
    "tired of",
    "sick of",
    "done with",
    "finished with",
    "bored with",
    "bored of",
    "fed up with",
    "lost interest in",
    "left",
    "out of",
    "away from",
    "years in",
    "years as a",
    "yoe in",
    "degree in",
    "can a",
    "can an",
    "could a",
    "could an",
    "does a",
    "would a",
    "was a",
    "was an",
)
TARGET_BEFORE = (
    "become a",
    "become an",
    "becoming a",
    "becoming an",
    "become",
    "becoming",
    "into",
    "into a",
    "into an",
    "to",
    "to a",
    "to an",
    "towards",
    "to be a",
    "to be an",
    "be a",
    "be an",
    "for a",
    "for an",
    "get a",
    "get an",
    "land a",
    "land an",
    "as a",
    "→",
    "going to",
    "move to",
    "switch to",
    "moving to",
    "aiming for",
    "towards a",
    "→ a",
    "now a",
    "pursue",
    "pursuing",
    "learn",
    "learning",
    "enter",
    "become the",
)
# "I'm a nurse, want to be a data scientist": what somebody wishes to be is a change too.
WISHES = _set(
    "want wants wanting wanted like love hope hoping wish dream dreaming plan planning aim aspire trying"
)
CHANGE_WORDS = _set(
    "transition transitioning transitioned switch switching switched move moving moved pivot pivoting "
    "change changing changed become becoming shift shifting jump jumping leave leaving from coming into "
    "break breaking retrain reskill upskill convert converting migrate migrating → leap quit turned"
)
