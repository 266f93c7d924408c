namespace Table;

public static partial class Numbers
{
    //schema {"x":{"type":"number"}}
    //right {"x":1.5} => 1.5
    //right {"x":-0} => -0
    //wrong {"x":"1.5"} =! argument 'x': got "1.5", expected a number
    //hostile {"x":1e999} =! argument 'x': got 1e999, expected a number
    //hostile {"x":"NaN"} =! argument 'x': got "NaN", expected a number
    [LlmTool("d")]
    public static double Double(double x) => x;

    //schema {"x":{"type":"number"}}
    //right {"x":0.1} => 0.1
    //wrong {"x":false} =! argument 'x': got false, expected a number
    //hostile {"x":1e39} =! argument 'x': got 1e39, expected a number
    [LlmTool("d")]
    public static float Single(float x) => x;

    //schema {"x":{"type":"number","minimum":-65504,"maximum":65504}}
    //right {"x":0.5} => 0.5
    //wrong {"x":"0.5"} =! argument 'x': got "0.5", expected a number from -65504 to 65504
    //hostile {"x":70000} =! argument 'x': got 70000, expected a number from -65504 to 65504
    [LlmTool("d")]
    public static Half Half(Half x) => x;

    //schema {"x":{"type":"number"}}
    //right {"x":0.10} => 0.10
    //right {"x":79228162514264337593543950335} => 79228162514264337593543950335
    //wrong {"x":"0,10"} =! argument 'x': got "0,10", expected a number
    //hostile {"x":1e29} =! argument 'x': got 1e29, expected a number
    [LlmTool("d")]
    public static decimal Decimal(decimal x) => x;

    //schema {"x":{"type":["number","null"],"default":null}} required none
    //right {} => null
    //right {"x":null} => null
    //right {"x":2} => 2
    //wrong {"x":"two"} =! argument 'x': got "two", expected a number
    //hostile {"x":{"$type":"System.Double","$value":2}} =! argument 'x': got an object, expected a number
    [LlmTool("d")]
    public static double? NullableDouble(double? x = null) => x;

    //schema {"x":{"type":"number","default":0.25}} required none
    //right {} => 0.25
    //wrong {"x":null} =! argument 'x': got null, expected a number
    //hostile {"x":[]} =! argument 'x': got an array, expected a number
    [LlmTool("d")]
    public static double DoubleDefault(double x = 0.25) => x;

    //schema {"x":{"type":"number","default":1.10}} required none
    //right {} => 1.10
    //wrong {"x":"1.10"} =! argument 'x': got "1.10", expected a number
    //hostile {"x":-1e30} =! argument 'x': got -1e30, expected a number
    [LlmTool("d")]
    public static decimal DecimalDefault(decimal x = 1.10m) => x;

    //schema {"x":{"type":"number","default":-1.5}} required none
    //right {} => -1.5
    //wrong {"x":""} =! argument 'x': got "", expected a number
    //hostile {"x":3.5e38} =! argument 'x': got 3.5e38, expected a number
    [LlmTool("d")]
    public static float SingleDefault(float x = -1.5f) => x;

    //schema {"x":{"type":"number"}} required none
    //right {} => NaN
    //wrong {"x":"NaN"} =! argument 'x': got "NaN", expected a number
    //hostile {"x":1e400} =! argument 'x': got 1e400, expected a number
    [LlmTool("d")]
    public static double NotANumberDefault(double x = double.NaN) => x;

    //schema {"x":{"type":"boolean"}}
    //right {"x":true} => true
    //right {"x":false} => false
    //wrong {"x":1} =! argument 'x': got 1, expected true or false
    //hostile {"x":"true"} =! argument 'x': got "true", expected true or false
    [LlmTool("d")]
    public static bool Boolean(bool x) => x;

    //schema {"x":{"type":["boolean","null"]}}
    //right {"x":null} => null
    //wrong {} =! argument 'x' is missing
    //hostile {"x":[true]} =! argument 'x': got an array, expected true or false
    [LlmTool("d")]
    public static bool? NullableBoolean(bool? x) => x;

    //schema {"x":{"type":"boolean","default":true}} required none
    //right {} => true
    //wrong {"x":"no"} =! argument 'x': got "no", expected true or false
    //hostile {"x":false,"x":null} =! argument 'x': got null, expected true or false
    [LlmTool("d")]
    public static bool BooleanDefault(bool x = true) => x;
}
