"""Normal variates from random words, and the curve that makes them durations, without libm.

Additions, multiplications and square roots alone are rounded alike on every processor, and run on
whole vectors of trials at once. The polynomials interpolate at Chebyshev points.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from dependencies.kernels.compiled import compiled_bare

_F32 = np.float32
_ONE, _HALF = _F32(1.0), _F32(0.5)
_PER_WORD, _PER_SIGNED = _F32(2.0**-32), _F32(2.0**-31)
_LN_2, _MINUS_TWO, _ZERO = _F32(0.6931472), _F32(-2.0), _F32(0.0)
#: The bits of the square root of a half, and those of a float's mantissa.
_ROOT_HALF, _MANTISSA = np.int32(0x3F3504F3), np.int32(23)
#: ln(1 + t) / t between the roots of 1/2 and 2, to 2e-6.
_L0, _L1, _L2, _L3 = _F32(1.0000011), _F32(-0.50000876), _F32(0.33313563), _F32(-0.24920337)
_L4, _L5, _L6 = _F32(0.20525444), _F32(-0.1857384), _F32(0.11657806)
#: sin(pi x / 4) / x and cos(pi x / 4) by x squared, to 2e-6.
_S0, _S1, _S2 = _F32(0.78539705), _F32(-0.08072519), _F32(0.00243606)
_C0, _C1, _C2, _C3 = _F32(1.0), _F32(-0.30842426), _F32(0.015849911), _F32(-0.00031887749)

#: Beyond, one trial in 300,000, a variate counts as this.
FURTHEST: Final = _F32(4.5)
_PER_FURTHEST = _F32(1 / 4.5)
#: The root of the normal distribution function by z / FURTHEST, to 2e-5: even and odd powers.
_E0, _E1, _E2, _E3 = _F32(0.7071008), _F32(-1.1387001), _F32(3.0850883), _F32(-5.315221)
_E4, _E5, _E6, _E7 = _F32(6.1797366), _F32(-4.716294), _F32(2.1232913), _F32(-0.42408645)
_O0, _O1, _O2, _O3 = _F32(1.2694168), _F32(-2.237451), _F32(3.812951), _F32(-5.39677)
_O4, _O5, _O6, _O7 = _F32(5.9598994), _F32(-4.617524), _F32(2.1554987), _F32(-0.4469503)


@compiled_bare
def normal_pair(first: np.uint32, second: np.uint32) -> tuple[np.float32, np.float32]:
    """Two independent standard normal variates of two random words, to 1e-5.

    After G. E. P. Box and M. E. Muller, "A Note on the Generation of Random Normal Deviates"
    (1958). The angle lies in an eighth on either side of an axis, which two bits choose.
    """
    uniform = (_F32(first) + _HALF) * _PER_WORD
    bits = np.float32(uniform).view(np.int32)
    power = np.int32(np.int32(bits - _ROOT_HALF) >> _MANTISSA)
    t = np.int32(bits - np.int32(power << _MANTISSA)).view(np.float32) - _ONE
    series = _L0 + t * (_L1 + t * (_L2 + t * (_L3 + t * (_L4 + t * (_L5 + t * _L6)))))
    radius = np.sqrt(max(_MINUS_TWO * (_F32(power) * _LN_2 + t * series), _ZERO))
    x = _F32(np.int32(second)) * _PER_SIGNED
    square = x * x
    sine = radius * (x * (_S0 + square * (_S1 + square * _S2)))
    cosine = radius * (_C0 + square * (_C1 + square * (_C2 + square * _C3)))
    cosine = cosine if second & np.uint32(2) else -cosine
    return (sine, cosine) if second & np.uint32(1) else (cosine, sine)


@compiled_bare
def root_of_phi(z: np.float32) -> np.float32:
    """The square root of the standard normal distribution function."""
    t = min(max(z, -FURTHEST), FURTHEST) * _PER_FURTHEST
    s = t * t
    even = _E0 + s * (_E1 + s * (_E2 + s * (_E3 + s * (_E4 + s * (_E5 + s * (_E6 + s * _E7))))))
    odd = _O0 + s * (_O1 + s * (_O2 + s * (_O3 + s * (_O4 + s * (_O5 + s * (_O6 + s * _O7))))))
    return even + t * odd
