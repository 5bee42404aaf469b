"""Writes reference.safetensors with the reference library, or reads a file that this package wrote.

    python3 -m pip install numpy safetensors
    python3 Tests/SafetensorsTests/Golden/make_safetensors.py                writes reference.safetensors
    python3 Tests/SafetensorsTests/Golden/make_safetensors.py FILE           compares FILE with it, tensor by tensor

To get FILE: PALAESTRA_SAFETENSORS=FILE swift test --filter EqualsTheReferenceLibrary
"""

import pathlib
import sys

import numpy as np
from safetensors import TensorSpec, deserialize, safe_open, serialize

path = pathlib.Path(__file__).with_name("reference.safetensors")
metadata = {"tëxt": 'line\nbreak, "quotes", back\\slash, tab\t, bell\x07, 🏛'}

arrays = {
    "flags": ("bool", np.array([True, False, True])),
    "b.u8": ("uint8", np.array([[0, 1], [254, 255]], np.uint8)),
    "b.i8": ("int8", np.array([-128, -1, 127], np.int8)),
    "u16": ("uint16", np.array([0, 65535], np.uint16)),
    "i16": ("int16", np.array([-32768, 32767], np.int16)),
    "half": ("float16", np.array([0.5, -2, np.inf], np.float16)),
    "brain": ("bfloat16", np.array([0x3F80, 0xC000, 0x7F80], np.uint16)),
    "u32": ("uint32", np.array([2**32 - 1], np.uint32)),
    "i32": ("int32", np.array([-(2**31), 7], np.int32)),
    "q_net.0.weight": ("float32", np.arange(6, dtype=np.float32).reshape(2, 3) / 4),
    "q_net.0.bias": ("float32", np.array([-1.5, 3e38], np.float32)),
    "scalar": ("float32", np.array(2.5, np.float32)),
    "empty": ("float32", np.zeros((0, 4), np.float32)),
    "complex": ("complex64", np.array([1 + 2j], np.complex64)),
    "double": ("float64", np.array([np.pi, -0.0])),
    "i64": ("int64", np.array([-(2**63), 2**63 - 1])),
    "u64": ("uint64", np.array([2**64 - 1], np.uint64)),
    'naïve "name"\n': ("uint8", np.array([1], np.uint8)),
}

if len(sys.argv) == 1:
    specs = {
        name: TensorSpec(dtype=dtype, shape=list(a.shape), data_ptr=a.ctypes.data, data_len=a.nbytes)
        for name, (dtype, a) in arrays.items()
    }
    path.write_bytes(serialize(specs, metadata))
else:
    ours, reference = (dict(deserialize(pathlib.Path(p).read_bytes())) for p in (sys.argv[1], path))
    assert ours.keys() == reference.keys(), ours.keys() ^ reference.keys()
    for name in reference:
        assert ours[name] == reference[name], name
    with safe_open(sys.argv[1], "numpy") as file:
        assert file.metadata() == metadata
        assert np.array_equal(file.get_tensor("q_net.0.weight"), arrays["q_net.0.weight"][1])
    print(f"{len(reference)} tensors and the metadata agree")
