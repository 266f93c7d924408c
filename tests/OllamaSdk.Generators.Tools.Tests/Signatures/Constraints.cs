namespace Table;

public static partial class Constraints
{
    public sealed record Order([property: Range(1, 9)] int Count, [RegularExpression("[a-z]{2}")] string Code);

    //schema {"x":{"type":"integer","minimum":1,"maximum":5}}
    //right {"x":1} => 1
    //right {"x":5} => 5
    //wrong {"x":6} =! argument 'x': got 6, expected a number at least 1 and at most 5
    //hostile {"x":-2147483648} =! argument 'x': got -2147483648, expected a number at least 1 and at most 5
    [LlmTool("d")]
    public static int Range([Range(1, 5)] int x) => x;

    //schema {"x":{"type":"number","exclusiveMinimum":0,"maximum":0.5}}
    //right {"x":0.5} => 0.5
    //wrong {"x":0} =! argument 'x': got 0, expected a number above 0 and at most 0.5
    //hostile {"x":0.50000001} =! argument 'x': got 0.50000001, expected a number above 0 and at most 0.5
    [LlmTool("d")]
    public static double ExclusiveRange([Range(0.0, 0.5, MinimumIsExclusive = true)] double x) => x;

    //schema {"x":{"type":["integer","null"],"minimum":0,"maximum":100,"default":null}} required none
    //right {} => null
    //right {"x":null} => null
    //right {"x":100} => 100
    //wrong {"x":101} =! argument 'x': got 101, expected a number at least 0 and at most 100
    //hostile {"x":1e2000000000} =! argument 'x': got 1e2000000000, expected an integer from 0 to 255
    [LlmTool("d")]
    public static byte? NullableRange([Range(0, 100)] byte? x = null) => x;

    //schema {"x":{"type":"number","minimum":1.5,"maximum":2.5}}
    //right {"x":2} => 2
    //wrong {"x":1} =! argument 'x': got 1, expected a number at least 1.5 and at most 2.5
    //hostile {"x":"2"} =! argument 'x': got "2", expected a number
    [LlmTool("d")]
    public static decimal TextRange([Range(typeof(decimal), "1.5", "2.5")] decimal x) => x;

    //schema {"x":{"type":"integer","minimum":0,"maximum":10},"y":{"type":"integer","minimum":0,"maximum":10},"z":{"type":"integer","minimum":0.5,"maximum":10}}
    //right {"x":0,"y":10,"z":1} => 11
    //wrong {"x":0,"y":11,"z":1} =! argument 'y': got 11, expected a number at least 0 and at most 10
    //hostile {"x":0,"y":1,"z":0} =! argument 'z': got 0, expected a number at least 0.5 and at most 10
    [LlmTool("d")]
    public static ulong Integers([Range(0, 10)] ulong x, [Range(0, 10)] UInt128 y, [Range(0.5, 10)] long z) => x + (ulong)y + (ulong)z;

    //schema {"x":{"type":"string","minLength":2,"maxLength":4}}
    //right {"x":"abcd"} => abcd
    //wrong {"x":"a"} =! argument 'x': got "a", expected text of at least 2 and at most 4 characters
    //hostile {"x":"\u0061\u0062\u0063\u0064\u0065"} =! argument 'x': got "\u0061\u0062\u0063\u0064\u0065", expected text of at least 2 and at most 4 characters
    [LlmTool("d")]
    public static string Length([StringLength(4, MinimumLength = 2)] string x) => x;

    //schema {"x":{"type":["string","null"],"maxLength":3,"pattern":"^(a|b+)$"}}
    //right {"x":"bbb"} => bbb
    //right {"x":null} => null
    //wrong {"x":"xa"} =! argument 'x': got "xa", expected text that matches a|b+
    //hostile {"x":"b\n"} =! argument 'x': got "b\n", expected text that matches a|b+
    [LlmTool("d")]
    public static string? Pattern([RegularExpression("a|b+"), MaxLength(3)] string? x) => x;

    //schema {"x":{"type":"string","pattern":"^(a+)+$"}}
    //right {"x":"aaa"} => aaa
    //wrong {"x":"b"} =! argument 'x': got "b", expected text that matches ^(a+)+$
    //hostile {"x":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"} =! argument 'x': got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", expected text that matches ^(a+)+$
    [LlmTool("d")]
    public static string SlowPattern([RegularExpression("^(a+)+$")] string x) => x;

    //schema {"x":{"type":"string","enum":["red","\"green\""]},"y":{"type":["integer","null"],"enum":[1,2,null]},"z":{"type":"number","enum":[0.5,2]}}
    //right {"x":"\"green\"","y":null,"z":2.0} => "green"2
    //wrong {"x":"blue","y":1,"z":2} =! argument 'x': got "blue", expected one of red, "green"
    //hostile {"x":"red","y":3,"z":2} =! argument 'y': got 3, expected one of 1, 2
    [LlmTool("d")]
    public static string Allowed([AllowedValues("red", "\"green\"")] string x, [AllowedValues(1, 2, null)] int? y, [AllowedValues(0.5, 2)] float z) =>
        FormattableString.Invariant($"{x}{y}{z}");

    //schema {"x":{"type":"string","enum":["monday"]},"y":{"type":"string","minLength":1,"maxLength":1,"enum":["a","b"]}}
    //right {"x":"monday","y":"b"} => mondayb
    //wrong {"x":"sunday","y":"b"} =! argument 'x': got "sunday", expected one of monday
    //hostile {"x":"monday","y":"A"} =! argument 'y': got "A", expected one of a, b
    [LlmTool("d")]
    public static string AllowedEnum([AllowedValues(DayOfWeek.Monday)] DayOfWeek x, [AllowedValues('a', 'b')] char y) => $"{x.ToString().ToLowerInvariant()}{y}";

    //schema {"x":{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2},"y":{"type":"object","additionalProperties":{"type":"integer"},"minProperties":1}}
    //right {"x":[1,2],"y":{"a":1}} => 3
    //wrong {"x":[],"y":{"a":1}} =! argument 'x': got 0, expected 1 to 2 items
    //hostile {"x":[1],"y":{}} =! argument 'y': got 0, expected 1 or more members
    [LlmTool("d")]
    public static int Counts([Length(1, 2)] List<int> x, [MinLength(1)] Dictionary<string, int> y) => x.Count + y.Count;

    //schema {"x":{"type":"object","properties":{"count":{"type":"integer","minimum":1,"maximum":9},"code":{"type":"string","pattern":"^[a-z]{2}$"}},"required":["count","code"]}}
    //right {"x":{"count":9,"code":"ab"}} => {"count":9,"code":"ab"}
    //wrong {"x":{"count":0,"code":"ab"}} =! argument 'x.count': got 0, expected a number at least 1 and at most 9
    //hostile {"x":{"count":1,"code":"abc"}} =! argument 'x.code': got "abc", expected text that matches [a-z]{2}
    [LlmTool("d")]
    public static Order Members(Order x) => x;

    //schema {"x":{"type":"number","minimum":0.1,"maximum":0.7},"y":{"type":"number","minimum":-65504,"maximum":65504,"enum":[-0.1,0.2]},"z":{"type":"number","enum":[0.1]}} required x,y,z
    //right {"x":0.1,"y":-0.1,"z":0.1} => ok
    //right {"x":0.7,"y":0.2,"z":1e-1} => ok
    //wrong {"x":0.71,"y":0.2,"z":0.1} =! argument 'x': got 0.71, expected a number at least 0.1 and at most 0.7
    //hostile {"x":0.5,"y":0.2,"z":0.10001} =! argument 'z': got 0.10001, expected one of 0.1
    [LlmTool("d")]
    public static void Rounded([Range(0.1, 0.7)] float x, [AllowedValues(-0.1, 0.2)] Half y, [AllowedValues(0.1f)] float z) { }

    //schema {"x":{"type":"integer","minimum":1,"maximum":18446744073709551614},"y":{"type":"integer","minimum":0,"maximum":9007199254740993},"z":{"type":"number","minimum":0.1234567890123456789,"maximum":1}}
    //right {"x":18446744073709551614,"y":9007199254740993,"z":0.1234567890123456789} => ok
    //wrong {"x":18446744073709551615,"y":1,"z":1} =! argument 'x': got 18446744073709551615, expected a number at least 1 and at most 18446744073709551614
    //wrong {"x":1,"y":9007199254740994,"z":1} =! argument 'y': got 9007199254740994, expected a number at least 0 and at most 9007199254740993
    //hostile {"x":1,"y":1,"z":0.1234567890123456788} =! argument 'z': got 0.1234567890123456788, expected a number at least 0.1234567890123456789 and at most 1
    [LlmTool("d")]
    public static void ExactTexts(
        [Range(typeof(ulong), "1", "18446744073709551614")] ulong x, [Range(typeof(long), "0", "9007199254740993")] long y, [Range(typeof(decimal), "0.1234567890123456789", "1")] decimal z) { }

    //schema {"x":{"type":["array","null"],"items":{"type":"integer"},"minItems":1}}
    //right {"x":null} => null
    //right {"x":[1]} => [1]
    //wrong {"x":[]} =! argument 'x': got 0, expected 1 or more items
    //hostile {"x":[null]} =! argument 'x[0]': got null, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static System.Collections.Immutable.ImmutableArray<int>? NullableCount([MinLength(1)] System.Collections.Immutable.ImmutableArray<int>? x) => x;

    public sealed record Branch([property: MaxLength(1)] List<Branch> Children);

    //schema {"x":{"type":"array","items":{"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#/$defs/Branch"},"maxItems":1}},"required":["children"]}},"$defs":{"Branch":{"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#/$defs/Branch"},"maxItems":1}},"required":["children"]}}} required x
    //right {"x":[{"children":[{"children":[]}]},{"children":[]}]} => 2
    //wrong {"x":[{"children":[{"children":[]},{"children":[]}]}]} =! argument 'x[0].children': got 2, expected 0 to 1 items
    //hostile {"x":[{"children":[{}]}]} =! argument 'x[0].children[0].children' is missing
    [LlmTool("d")]
    public static int RecursiveCount(List<Branch> x) => x.Count;
}
