namespace Table;

public static partial class Integers
{
    //schema {"x":{"type":"integer"}}
    //right {"x":5} => 5
    //right {"x":-2147483648} => -2147483648
    //right {"x":5.0} => 5
    //right {"x":5e2} => 500
    //wrong {"x":"5"} =! argument 'x': got "5", expected an integer from -2147483648 to 2147483647
    //wrong {"x":5.5} =! argument 'x': got 5.5, expected an integer from -2147483648 to 2147483647
    //wrong {"x":null} =! argument 'x': got null, expected an integer from -2147483648 to 2147483647
    //wrong {} =! argument 'x' is missing
    //hostile {"x":1e999} =! argument 'x': got 1e999, expected an integer from -2147483648 to 2147483647
    //hostile {"x":2147483648} =! argument 'x': got 2147483648, expected an integer from -2147483648 to 2147483647
    //hostile {"x":1,"x":2} => 2
    //hostile {"x":1,"__proto__":{"x":2},"$type":"System.Object","y":[{}]} => 1
    [LlmTool("d")]
    public static int Int32(int x) => x;

    //schema {"x":{"type":"integer","minimum":-128,"maximum":127}}
    //right {"x":-128} => -128
    //wrong {"x":128} =! argument 'x': got 128, expected an integer from -128 to 127
    //hostile {"x":[1]} =! argument 'x': got an array, expected an integer from -128 to 127
    [LlmTool("d")]
    public static sbyte SByte(sbyte x) => x;

    //schema {"x":{"type":"integer","minimum":0,"maximum":255}}
    //right {"x":255} => 255
    //wrong {"x":-1} =! argument 'x': got -1, expected an integer from 0 to 255
    //hostile {"x":{"x":1}} =! argument 'x': got an object, expected an integer from 0 to 255
    [LlmTool("d")]
    public static byte Byte(byte x) => x;

    //schema {"x":{"type":"integer","minimum":-32768,"maximum":32767}}
    //right {"x":-32768} => -32768
    //wrong {"x":true} =! argument 'x': got true, expected an integer from -32768 to 32767
    //hostile {"x":99999999999999999999999999999999999999} =! argument 'x': got 99999999999999999999999999999999999999, expected an integer from -32768 to 32767
    [LlmTool("d")]
    public static short Int16(short x) => x;

    //schema {"x":{"type":"integer","minimum":0,"maximum":65535}}
    //right {"x":65535} => 65535
    //wrong {"x":65536} =! argument 'x': got 65536, expected an integer from 0 to 65535
    //hostile {"x":-0.0} => 0
    [LlmTool("d")]
    public static ushort UInt16(ushort x) => x;

    //schema {"x":{"type":"integer","minimum":0,"maximum":4294967295}}
    //right {"x":4294967295} => 4294967295
    //wrong {"x":-1} =! argument 'x': got -1, expected an integer from 0 to 4294967295
    //hostile {"x":"\u0031"} =! argument 'x': got "\u0031", expected an integer from 0 to 4294967295
    [LlmTool("d")]
    public static uint UInt32(uint x) => x;

    //schema {"x":{"type":"integer"}}
    //right {"x":9223372036854775807} => 9223372036854775807
    //right {"x":9.223372036854775807e18} => 9223372036854775807
    //wrong {"x":9223372036854775808} =! argument 'x': got 9223372036854775808, expected an integer from -9223372036854775808 to 9223372036854775807
    //hostile {"x":1e-400} =! argument 'x': got 1e-400, expected an integer from -9223372036854775808 to 9223372036854775807
    [LlmTool("d")]
    public static long Int64(long x) => x;

    //schema {"x":{"type":"integer","minimum":0}}
    //right {"x":18446744073709551615} => 18446744073709551615
    //wrong {"x":18446744073709551616} =! argument 'x': got 18446744073709551616, expected an integer from 0 to 18446744073709551615
    //hostile {"x":-18446744073709551615} =! argument 'x': got -18446744073709551615, expected an integer from 0 to 18446744073709551615
    [LlmTool("d")]
    public static ulong UInt64(ulong x) => x;

    //schema {"x":{"type":"integer"}}
    //right {"x":170141183460469231731687303715884105727} => 170141183460469231731687303715884105727
    //right {"x":1e3} => 1000
    //wrong {"x":0.5} =! argument 'x': got 0.5, expected an integer from -170141183460469231731687303715884105728 to 170141183460469231731687303715884105727
    //hostile {"x":170141183460469231731687303715884105728} =! argument 'x': got 170141183460469231731687303715884105728, expected an integer from -170141183460469231731687303715884105728 to 170141183460469231731687303715884105727
    [LlmTool("d")]
    public static Int128 Int128(Int128 x) => x;

    //schema {"x":{"type":"integer","minimum":0}}
    //right {"x":340282366920938463463374607431768211455} => 340282366920938463463374607431768211455
    //wrong {"x":-1} =! argument 'x': got -1, expected an integer from 0 to 340282366920938463463374607431768211455
    //hostile {"x":-79228162514264337593543950335} =! argument 'x': got -79228162514264337593543950335, expected an integer from 0 to 340282366920938463463374607431768211455
    [LlmTool("d")]
    public static UInt128 UInt128(UInt128 x) => x;

    //schema {"x":{"type":["integer","null"]}}
    //right {"x":null} => null
    //right {"x":7} => 7
    //wrong {} =! argument 'x' is missing
    //hostile {"x":"null"} =! argument 'x': got "null", expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static int? Nullable(int? x) => x;

    //schema {"x":{"type":["integer","null"],"default":null}} required none
    //right {} => null
    //right {"x":7} => 7
    //wrong {"x":""} =! argument 'x': got "", expected an integer from -2147483648 to 2147483647
    //hostile {"X":7,"x ":8} => null
    [LlmTool("d")]
    public static int? NullableWithDefault(int? x = null) => x;

    //schema {"x":{"type":"integer","default":-3}} required none
    //right {} => -3
    //right {"x":4} => 4
    //wrong {"x":null} =! argument 'x': got null, expected an integer from -9223372036854775808 to 9223372036854775807
    //hostile {"x":{}} =! argument 'x': got an object, expected an integer from -9223372036854775808 to 9223372036854775807
    [LlmTool("d")]
    public static long WithDefault(long x = -3) => x;
}
