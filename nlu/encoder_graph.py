"""The encoder's graph, multiplied in the integers that its weights are stored as.

The packaged weights are int8, but its graph casts them to float before each product. Product by
product in integers, a sentence takes under half the time and the session half the memory.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

# The part of ONNX's schema that is changed here, by field number (onnx.proto3); whatever else a model
# holds passes through as it is. The onnx package would bring compilers and checkers that nothing needs.
_SCHEMA = {
    "Tensor": {"dims": (1, "int64"), "data_type": (2, "int32"), "name": (8, "string")},
    "Node": {
        "input": (1, "strings"),
        "output": (2, "strings"),
        "name": (3, "string"),
        "op_type": (4, "string"),
        "domain": (7, "string"),
    },
    "Graph": {"node": (1, "Node"), "initializer": (5, "Tensor")},
    "Opset": {"domain": (1, "string"), "version": (2, "int64_single")},
    "Model": {"graph": (7, "Graph_single"), "opset_import": (8, "Opset")},
}
_INT8 = 3
_CONTRIBUTED = "com.microsoft"
_pool = descriptor_pool.DescriptorPool()


def with_integer_products(model: bytes) -> bytes:
    """Return an ONNX model in which each product with cast int8 weights is an integer one.

    A model without such products comes back as it was. Activations are quantised anew for each run,
    so a text's vector depends on what else is in its batch: run texts one by one.
    """
    proto = _messages()["Model"]()
    proto.ParseFromString(model)
    tensors = {tensor.name: tensor for tensor in proto.graph.initializer}
    made_by = {output: node for node in proto.graph.node for output in node.output}
    changed = False
    for node in proto.graph.node:
        found = _int8_weights(node, made_by, tensors)
        if found is None:
            continue
        weights, scale = found
        columns = tensors[scale].dims[-1]
        del tensors[scale].dims[:]
        tensors[scale].dims.append(columns)
        node.op_type, node.domain = "DynamicQuantizeMatMul", _CONTRIBUTED
        node.input[1:] = [weights, scale]
        changed = True
    if not changed:
        return model
    _drop_unused(proto.graph, made_by)
    proto.opset_import.add(domain=_CONTRIBUTED, version=1)
    serialised: bytes = proto.SerializeToString()
    return serialised


def _int8_weights(node: Any, made_by: dict[str, Any], tensors: dict[str, Any]) -> tuple[str, str] | None:
    """Return the names of int8 weights and of their scale a column, if a node multiplies by such."""
    if node.op_type != "MatMul":
        return None
    scaled = made_by.get(node.input[1])
    if scaled is None or scaled.op_type != "Mul":
        return None
    for cast, scale in (tuple(scaled.input), tuple(scaled.input)[::-1]):
        source = made_by.get(cast)
        if source is None or source.op_type != "Cast" or scale not in tensors:
            continue
        weights = tensors.get(source.input[0])
        if weights is None or weights.data_type != _INT8 or len(weights.dims) != 2:
            continue
        if list(tensors[scale].dims) in ([1, weights.dims[1]], [weights.dims[1]]):
            return weights.name, scale
    return None


def _drop_unused(graph: Any, made_by: dict[str, Any]) -> None:
    used = {name for node in graph.node for name in node.input}
    for node in list(graph.node):
        if node.op_type == "Mul" and node.output[0] not in used:
            cast = next(made_by[name] for name in node.input if name in made_by)
            graph.node.remove(node)
            if not any(cast.output[0] in other.input for other in graph.node):
                graph.node.remove(cast)


@lru_cache(maxsize=1)
def _messages() -> dict[str, Any]:
    # All classes are kept, as a generated module keeps them: protobuf crashes when one is collected.
    file = descriptor_pb2.FileDescriptorProto(name="careerbot_onnx.proto", package="careerbot_onnx")
    file.syntax = "proto3"
    kinds = descriptor_pb2.FieldDescriptorProto
    for name, fields in _SCHEMA.items():
        message = file.message_type.add(name=name)
        for field, (number, kind) in fields.items():
            entry = message.field.add(name=field, number=number)
            entry.label = kinds.LABEL_OPTIONAL
            if kind.startswith("string"):
                entry.type = kinds.TYPE_STRING
            elif kind.startswith("int"):
                entry.type = kinds.TYPE_INT32 if kind == "int32" else kinds.TYPE_INT64
            else:
                entry.type = kinds.TYPE_MESSAGE
                entry.type_name = f".careerbot_onnx.{kind.removesuffix('_single')}"
            if kind in {"strings", "int64", "Node", "Tensor", "Opset"}:
                entry.label = kinds.LABEL_REPEATED
    _pool.Add(file)
    return {
        name: message_factory.GetMessageClass(_pool.FindMessageTypeByName(f"careerbot_onnx.{name}"))
        for name in _SCHEMA
    }
