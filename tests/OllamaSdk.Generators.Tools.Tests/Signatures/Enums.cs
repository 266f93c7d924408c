namespace Table;

public static partial class Enums
{
    public enum Unit { Celsius, Fahrenheit }

    public enum Code { [JsonStringEnumMemberName("dark-red")] DarkRed = 5, HTTPGet = -1, I = 7 }

    [Flags]
    public enum Access : byte { None = 0, Read = 1, Write = 2, Both = 3, Execute = 128 }

    private enum Secret : ulong { Big = ulong.MaxValue, Small = 1 }

    //schema {"unit":{"type":"string","enum":["celsius","fahrenheit"]}}
    //right {"unit":"celsius"} => celsius
    //right {"unit":"\u0066ahrenheit"} => fahrenheit
    //wrong {"unit":"kelvin"} =! argument 'unit': got "kelvin", expected one of celsius, fahrenheit
    //wrong {"unit":"Celsius"} =! argument 'unit': got "Celsius", expected one of celsius, fahrenheit
    //hostile {"unit":0} =! argument 'unit': got 0, expected one of celsius, fahrenheit
    //hostile {"unit":"celsius, fahrenheit"} =! argument 'unit': got "celsius, fahrenheit", expected one of celsius, fahrenheit
    [LlmTool("d")]
    public static Unit Plain(Unit unit) => unit;

    //schema {"unit":{"type":["string","null"],"enum":["celsius","fahrenheit",null]}}
    //right {"unit":null} => null
    //right {"unit":"celsius"} => celsius
    //wrong {"unit":"null"} =! argument 'unit': got "null", expected one of celsius, fahrenheit
    //hostile {"unit":[]} =! argument 'unit': got an array, expected one of celsius, fahrenheit
    [LlmTool("d")]
    public static Unit? NullableEnum(Unit? unit) => unit;

    //schema {"unit":{"type":"string","enum":["celsius","fahrenheit"],"default":"fahrenheit"}} required none
    //right {} => fahrenheit
    //wrong {"unit":null} =! argument 'unit': got null, expected one of celsius, fahrenheit
    //hostile {"unit":"1"} =! argument 'unit': got "1", expected one of celsius, fahrenheit
    [LlmTool("d")]
    public static Unit EnumDefault(Unit unit = Unit.Fahrenheit) => unit;

    //schema {"code":{"type":"string","enum":["dark-red","httpGet","i"]}}
    //right {"code":"dark-red"} => dark-red
    //right {"code":"httpGet"} => httpGet
    //right {"code":"i"} => i
    //wrong {"code":"darkRed"} =! argument 'code': got "darkRed", expected one of dark-red, httpGet, i
    //hostile {"code":"ı"} =! argument 'code': got "ı", expected one of dark-red, httpGet, i
    [LlmTool("d")]
    public static Code NamedMembers(Code code) => code;

    //schema {"access":{"type":"array","items":{"type":"string","enum":["none","read","write","both","execute"]}}}
    //right {"access":["read","execute"]} => ["execute","read"]
    //right {"access":["read","write"]} => ["both"]
    //right {"access":[]} => []
    //right {"access":["none"]} => []
    //wrong {"access":"read"} =! argument 'access': got "read", expected an array
    //hostile {"access":["read",255]} =! argument 'access[1]': got 255, expected one of none, read, write, both, execute
    [LlmTool("d")]
    public static Access FlagsEnum(Access access) => access;

    //schema {"access":{"type":"array","items":{"type":"string","enum":["none","read","write","both","execute"]},"default":["both"]}} required none
    //right {} => ["both"]
    //wrong {"access":null} =! argument 'access': got null, expected an array
    //hostile {"access":[null]} =! argument 'access[0]': got null, expected one of none, read, write, both, execute
    [LlmTool("d")]
    public static Access FlagsDefault(Access access = Access.Read | Access.Write) => access;

    //schema {"secret":{"type":"string","enum":["big","small"],"default":"big"}} required none
    //right {} => big
    //wrong {"secret":""} =! argument 'secret': got "", expected one of big, small
    //hostile {"secret":18446744073709551615} =! argument 'secret': got 18446744073709551615, expected one of big, small
    [LlmTool("d")]
    private static Secret PrivateEnum(Secret secret = Secret.Big) => secret;

    //schema {"day":{"type":"string","enum":["sunday","monday","tuesday","wednesday","thursday","friday","saturday"]}}
    //right {"day":"friday"} => friday
    //wrong {"day":"Freitag"} =! argument 'day': got "Freitag", expected one of sunday, monday, tuesday, wednesday, thursday, friday, saturday
    //hostile {"day":"FRIDAY"} =! argument 'day': got "FRIDAY", expected one of sunday, monday, tuesday, wednesday, thursday, friday, saturday
    [LlmTool("d")]
    public static DayOfWeek FrameworkEnum(DayOfWeek day) => day;

    //schema {"x":{"type":"integer"}}
    //right {"x":1} => fahrenheit
    //right {"x":9} => 9
    //wrong {"x":"1"} =! argument 'x': got "1", expected an integer from -2147483648 to 2147483647
    //hostile {"x":1.5} =! argument 'x': got 1.5, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static Unit UnnamedValue(int x) => (Unit)x;

    [Flags]
    public enum Bits : sbyte { None = 0, One = 1, Two = 2, All = ~0 }

    //schema {"bits":{"type":"array","items":{"type":"string","enum":["none","one","two","all"]},"default":["two","one"]}} required none
    //right {} => ["two","one"]
    //right {"bits":["all"]} => ["all"]
    //right {"bits":["none"]} => []
    //wrong {"bits":"all"} =! argument 'bits': got "all", expected an array
    //hostile {"bits":[-1]} =! argument 'bits[0]': got -1, expected one of none, one, two, all
    [LlmTool("d")]
    public static Bits NegativeFlags(Bits bits = Bits.One | Bits.Two) => bits;

    // The names are those that a reader of flags would have, were it called after its type.
    [Flags]
    public enum Paint { Red = 1 }

    public sealed record PaintName(string Text);

    //schema {"x":{"type":"array","items":{"type":"string","enum":["red"]}},"y":{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}}
    //right {"x":["red"],"y":{"text":"a"}} => {"text":"a"}
    //wrong {"x":[],"y":"a"} =! argument 'y': got "a", expected an object
    //hostile {"x":["red",{"text":"a"}],"y":{}} =! argument 'x[1]': got an object, expected one of red
    [LlmTool("d")]
    public static PaintName FlagsBesideItsName(Paint x, PaintName y) => y;
}
