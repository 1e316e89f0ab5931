"""Turns the int8 model into the same model with float activations.

The int8 export rounds every activation, which leaves faint tones near 10 kHz.
Here each integer operator becomes its float twin; the weights keep their
rounded values. The result is about 325 MB and the same to the bit each time.
"""

import numpy as np
import onnx
from onnx import helper, numpy_helper

CONVOLUTIONS = {"ConvInteger": "Conv", "MatMulInteger": "MatMul"}


def dequantise(source, target):
    """Reads the int8 model at `source`, writes the float model to `target`."""
    model = onnx.load(source)
    graph = model.graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    # quantised name -> the float value that it was made from
    floats = {
        node.output[0]: node.input[0]
        for node in graph.node
        if node.op_type == "DynamicQuantizeLinear"
    }
    added = {}

    def value(name):
        return numpy_helper.to_array(stored[name])

    def constant(name, array):
        added[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def float_side(name, zero_point):
        """One side of an integer product: the activation, or weights less their zero."""
        if name in floats:
            return floats[name]
        weights = value(name).astype(np.float32)
        zero = value(zero_point).astype(np.float32) if zero_point else np.float32(0)
        if zero.ndim == 1 and zero.size > 1:
            if weights.ndim > 2:
                zero = zero.reshape(-1, *([1] * (weights.ndim - 1)))
        else:
            zero = zero.reshape(())
        return constant(name + "_f32", weights - zero)

    def lstm_weights(name, scale, zero_point):
        def spread(array):
            if array.ndim >= 2:
                return array.reshape(array.shape[0], 1, -1)
            one_each = array.size == weights.shape[0]
            return array.reshape(-1, 1, 1) if one_each else array.reshape(1, 1, -1)

        weights, scale, zero = (
            value(n).astype(np.float32) for n in (name, scale, zero_point)
        )
        product = (weights - spread(zero)) * spread(scale)
        return constant(name + "_f32", product.transpose(0, 2, 1))

    def twin(node):
        inputs = list(node.input)
        is_bias = "bias_quant" in "".join(list(node.output) + inputs)
        if node.op_type == "DynamicQuantizeLinear":
            # Only its scale is still read; with floats it is 1.
            one = numpy_helper.from_array(np.array(1.0, np.float32))
            return helper.make_node("Constant", [], [node.output[1]], value=one)
        if node.op_type in CONVOLUTIONS:
            inputs += [""] * (4 - len(inputs))
            sides = [float_side(inputs[0], inputs[2]), float_side(inputs[1], inputs[3])]
            new = helper.make_node(
                CONVOLUTIONS[node.op_type], sides, list(node.output), name=node.name
            )
            new.attribute.extend(node.attribute)
            return new
        if node.op_type == "DynamicQuantizeLSTM":
            weights = lstm_weights(inputs[1], inputs[8], inputs[9])
            recurrence = lstm_weights(inputs[2], inputs[10], inputs[11])
            new = helper.make_node(
                "LSTM",
                [inputs[0], weights, recurrence, *inputs[3:8]],
                list(node.output),
                name=node.name,
            )
            new.attribute.extend(a for a in node.attribute if a.name != "input_forget")
            return new
        if node.op_type == "Floor" and is_bias:
            return helper.make_node("Identity", inputs, list(node.output), name=node.name)
        if (
            node.op_type == "Cast"
            and is_bias
            and node.attribute[0].i == onnx.TensorProto.INT32
        ):
            return helper.make_node(
                "Cast", inputs, list(node.output), name=node.name, to=onnx.TensorProto.FLOAT
            )
        return node

    nodes = [twin(node) for node in graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    graph.initializer.extend(added.values())
    used = {name for node in graph.node for name in node.input}
    keep = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(keep)
    del graph.value_info[:]
    onnx.save(model, target)
