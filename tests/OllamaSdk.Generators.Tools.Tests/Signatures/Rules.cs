namespace Table;

public static partial class Rules
{
    public class PercentAttribute : RangeAttribute
    {
        public PercentAttribute() : base(0, 100) => ErrorMessage = "0 to 100";
    }

    public sealed class FractionAttribute : PercentAttribute { public bool IsShown { get; set; } }

    public sealed class FromAttribute(int low) : RangeAttribute(low, Top)
    {
        private const int Top = 9;
    }

    public sealed class AboveAttribute : RangeAttribute
    {
        public AboveAttribute(double low) : base(low, double.PositiveInfinity) { MinimumIsExclusive = true; }
    }

    public sealed class CodeAttribute() : RegularExpressionAttribute("[A-Z]{2}");

    public sealed class SinceAttribute() : RangeAttribute(typeof(DateOnly), "2020-01-01", "2029-12-31");

    //schema {"a":{"type":"integer","minimum":0,"maximum":100},"b":{"type":"integer","minimum":0,"maximum":100},"c":{"type":"integer","minimum":2,"maximum":9},"d":{"type":"number","exclusiveMinimum":0},"e":{"type":"string","pattern":"^[A-Z]{2}$"}}
    //right {"a":0,"b":100,"c":9,"d":0.1,"e":"AB"} => 109
    //wrong {"a":-1,"b":100,"c":9,"d":0.1,"e":"AB"} =! argument 'a': got -1, expected a number at least 0 and at most 100
    //wrong {"a":0,"b":101,"c":9,"d":0.1,"e":"AB"} =! argument 'b': got 101, expected a number at least 0 and at most 100
    //wrong {"a":0,"b":1,"c":1,"d":0.1,"e":"AB"} =! argument 'c': got 1, expected a number at least 2 and at most 9
    //wrong {"a":0,"b":1,"c":2,"d":0,"e":"AB"} =! argument 'd': got 0, expected a number above 0
    //hostile {"a":0,"b":1,"c":2,"d":1,"e":"AB\n"} =! argument 'e': got "AB\n", expected text that matches [A-Z]{2}
    [LlmTool("d")]
    public static int Subclasses([Percent] int a, [Fraction(IsShown = true)] int b, [From(2)] int c, [Above(0)] double d, [Code] string e) => a + b + c + (d > 1000 ? 1 : 0) + (e.Length - 2);

    //schema {"x":{"type":"string","format":"uri","pattern":"^(https?|ftp)://.*$"},"y":{"type":["string","null"],"format":"email","pattern":"^[^@]+@[^@]+$"},"z":{"type":"string","contentEncoding":"base64"}}
    //right {"x":"https://example.org/","y":"a@example.org","z":"AQID"} => https://example.org/ a@example.org AQID|
    //right {"x":"ftp://a","y":null,"z":""} => ftp://a  |
    //wrong {"x":"example.org","y":null,"z":""} =! argument 'x': got "example.org", expected an address that begins with http://, https:// or ftp://
    //wrong {"x":"http://a","y":"a@","z":""} =! argument 'y': got "a@", expected an e-mail address
    //wrong {"x":"http://a","y":"a@b@c","z":""} =! argument 'y': got "a@b@c", expected an e-mail address
    //hostile {"x":"javascript:http://","y":null,"z":""} =! argument 'x': got "javascript:http://", expected an address that begins with http://, https:// or ftp://
    //hostile {"x":"http://a","y":"a@b\r\nBcc: c","z":""} =! argument 'y': got "a@b\r\nBcc: c", expected an e-mail address
    //hostile {"x":"http://a","y":null,"z":"AQI"} =! argument 'z': got "AQI", expected base64 text
    [LlmTool("d")]
    public static string Forms([Url] string x, [EmailAddress] string? y, [Base64String] string z) => $"{x} {y} {z}|";

    //schema {"x":{"type":"string","description":"(not root, admin)"},"y":{"type":"integer","description":"(not 777)"},"z":{"type":"string","enum":["monday","tuesday","wednesday","thursday","friday"]},"w":{"type":"string","description":"(not never)"}}
    //right {"x":"me","y":5,"z":"monday","w":"a"} => me5
    //wrong {"x":"admin","y":5,"z":"monday","w":"a"} =! argument 'x': got "admin", expected anything but root, admin
    //wrong {"x":"a","y":777,"z":"monday","w":"a"} =! argument 'y': got 777, expected anything but 777
    //wrong {"x":"a","y":7,"z":"sunday","w":"a"} =! argument 'z': got "sunday", expected anything but saturday, sunday
    //hostile {"x":"\u0072oot","y":7,"z":"monday","w":"a"} =! argument 'x': got "\u0072oot", expected anything but root, admin
    //hostile {"x":"a","y":7,"z":"monday","w":null} =! argument 'w': got null, expected a string
    [LlmTool("d")]
    public static string Denied([DeniedValues("root", "admin")] string x, [DeniedValues(777)] int y, [DeniedValues(DayOfWeek.Saturday, DayOfWeek.Sunday)] DayOfWeek z, [DeniedValues("never", null)] string? w) => $"{x}{y}{(z == DayOfWeek.Sunday ? w : "")}";

    //schema {"a":{"type":"string","format":"date-time","description":"(at least 1990-01-01 and at most 2030-01-01T00:00:00Z)"},"b":{"type":"string","format":"duration","description":"(above 00:00 and at most 2.00:00:00)"},"c":{"type":["string","null"],"format":"date","description":"(at least 1990-01-01 and at most 2029-12-31)"},"d":{"type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,7})?)?$","description":"(at least 08:00 and at most 18:00)"},"e":{"type":"string","format":"date-time","description":"(at least 1990-01-01T00:00:00+01:00 and at most 2030-01-01)"}}
    //right {"a":"2025-01-31T13:45:00Z","b":"PT1H","c":"1990-01-01","d":"18:00","e":"2025-01-31T13:45:00Z"} => 1990-01-01
    //right {"a":"2030-01-01T00:00:00Z","b":"P2D","c":null,"d":"08:00","e":"1990-01-01T00:00:00+01:00"} => null
    //wrong {"a":"2030-01-01T00:00:01Z","b":"PT1H","c":null,"d":"18:00","e":"2025-01-31T13:45:00Z"} =! argument 'a': got "2030-01-01T00:00:01Z", expected a value at least 1990-01-01 and at most 2030-01-01T00:00:00Z
    //wrong {"a":"2025-01-31T13:45:00Z","b":"PT0S","c":null,"d":"18:00","e":"2025-01-31T13:45:00Z"} =! argument 'b': got "PT0S", expected a value above 00:00 and at most 2.00:00:00
    //wrong {"a":"2025-01-31T13:45:00Z","b":"PT1H","c":"1989-12-31","d":"18:00","e":"2025-01-31T13:45:00Z"} =! argument 'c': got "1989-12-31", expected a value at least 1990-01-01 and at most 2029-12-31
    //wrong {"a":"2025-01-31T13:45:00Z","b":"PT1H","c":null,"d":"18:01","e":"2025-01-31T13:45:00Z"} =! argument 'd': got "18:01", expected a value at least 08:00 and at most 18:00
    //hostile {"a":"2025-01-31T13:45:00Z","b":"PT1H","c":null,"d":"18:00","e":"1990-01-01T00:00:00+14:00"} =! argument 'e': got "1990-01-01T00:00:00+14:00", expected a value at least 1990-01-01T00:00:00+01:00 and at most 2030-01-01
    [LlmTool("d")]
    public static DateOnly? Times(
        [Range(typeof(DateTime), "1990-01-01", "2030-01-01T00:00:00Z")] DateTime a,
        [Range(typeof(TimeSpan), "00:00", "2.00:00:00", MinimumIsExclusive = true)] TimeSpan b,
        [Range(typeof(DateOnly), "1990-01-01", "2029-12-31")] DateOnly? c,
        [Range(typeof(TimeOnly), "08:00", "18:00")] TimeOnly d,
        [Range(typeof(DateTimeOffset), "1990-01-01T00:00:00+01:00", "2030-01-01")] DateTimeOffset e) => a.Year > 3000 || b.TotalDays > 100 || d.Hour > 20 || e.Year > 3000 ? default : c;

    //schema {"x":{"type":"array","items":{"type":"integer","minimum":1,"maximum":5},"minItems":1},"y":{"type":["array","null"],"items":{"type":["string","null"],"enum":["a","b",null]}},"z":{"type":"array","items":{"type":"string","pattern":"^[a-z]+$"},"uniqueItems":true}}
    //right {"x":[1,5],"y":["a",null],"z":["abc"]} => 5
    //right {"x":[1,5],"y":null,"z":[]} => 2
    //wrong {"x":[1,6],"y":null,"z":[]} =! argument 'x': the item at [1] is not a number at least 1 and at most 5
    //wrong {"x":[],"y":null,"z":[]} =! argument 'x': got 0, expected 1 or more items
    //wrong {"x":[1],"y":["a","c"],"z":[]} =! argument 'y': the item at [1] is not one of a, b
    //hostile {"x":[1],"y":null,"z":["abc","a\nb"]} =! argument 'z': the item at [1] is not text that matches [a-z]+
    [LlmTool("d")]
    public static int Items([Range(1, 5), MinLength(1)] int[] x, [AllowedValues("a", "b")] List<string?>? y, [RegularExpression("[a-z]+")] HashSet<string> z) => x.Length + (y?.Count ?? 0) + z.Count;

    public sealed record Visit([property: Since] DateOnly Day, [property: EmailAddress] List<string> Guests);

    //schema {"x":{"type":"object","properties":{"day":{"type":"string","format":"date","description":"(at least 2020-01-01 and at most 2029-12-31)"},"guests":{"type":"array","items":{"type":"string","format":"email","pattern":"^[^@]+@[^@]+$"}}},"required":["day","guests"]}}
    //right {"x":{"day":"2025-01-31","guests":["a@b"]}} => 1
    //wrong {"x":{"day":"2019-12-31","guests":["a@b"]}} =! argument 'x.day': got "2019-12-31", expected a value at least 2020-01-01 and at most 2029-12-31
    //hostile {"x":{"day":"2025-01-31","guests":["a@b","@"]}} =! argument 'x.guests': the item at [1] is not an e-mail address
    [LlmTool("d")]
    public static int InRecords(Visit x) => x.Guests.Count;
}
