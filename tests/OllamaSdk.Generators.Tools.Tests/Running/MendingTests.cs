using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>Arguments as models write them: what can mean but one thing is read as it was meant, and checked like any.</summary>
public partial class MendingTests
{
    /// <summary>The tool, the arguments, the result, and what was mended; a refusal begins with <c>!</c>.</summary>
    public static TheoryData<string, string, string, string> Calls => new()
    {
        // Null for what may be left out.
        { "Days", """{"city":"Paris","days":null}""", "Paris 1", "'days': null read as absent" },
        { "Days", """{"city":null}""", "!argument 'city': got null, expected a string", "" },
        { "Trip", """{"trip":{"start":"x","nights":null}}""", "x 2 -", "'trip.nights': null read as absent" },
        { "Trip", """{"trip":{"start":"x","note":null}}""", "x 2 -", "" },
        // Names in any case, and those of C#.
        { "Days", """{"City":"Paris","DAYS":2}""", "Paris 2", "'city': named City; 'days': named DAYS" },
        { "Days", """{"city":"Rome","City":"Paris"}""", "Rome 1", "" },
        { "Units", """{"unit":"CELSIUS"}""", "Celsius", "'unit': read as celsius" },
        { "Units", """{"unit":"Celsius"}""", "Celsius", "'unit': read as celsius" },
        { "Units", """{"unit":"Fahrenheit"}""", "Fahrenheit", "'unit': read as deg-f" },
        { "Units", """{"unit":"kelvin"}""", "!argument 'unit': got \"kelvin\", expected one of celsius, deg-f", "" },
        { "Trip", """{"trip":{"Start":"x","Code":7}}""", "x 2 7", "'trip.start': named Start; 'trip.no': named Code" },
        { "Byname", """{"all":{"Celsius":1,"FAHRENHEIT":2}}""", "Celsius=1,Fahrenheit=2", "'all.celsius': named Celsius; 'all.deg-f': named FAHRENHEIT" },
        // Numbers and booleans in texts.
        { "Days", """{"city":"Paris","days":"5"}""", "Paris 5", "'days': text read as a number" },
        { "Days", """{"city":"Paris","days":" 5.0 "}""", "Paris 5", "'days': text read as a number" },
        { "Days", """{"city":"Paris","days":"five"}""", "!argument 'days': got \"five\", expected an integer from -2147483648 to 2147483647", "" },
        { "Days", """{"city":"Paris","days":"5 days"}""", "!argument 'days': got \"5 days\", expected an integer from -2147483648 to 2147483647", "" },
        { "Days", """{"city":"Paris","days":"99"}""", "!argument 'days': got 99, expected a number at least 1 and at most 9", "'days': text read as a number" },
        { "Days", """{"city":"Paris","days":true}""", "!argument 'days': got true, expected an integer from -2147483648 to 2147483647", "" },
        { "Days", """{"city":5}""", "!argument 'city': got 5, expected a string", "" },
        { "Flag", """{"on":"true","size":"1e400"}""", "!argument 'size': got 1e400, expected a number", "'on': text read as true or false; 'size': text read as a number" },
        { "Flag", """{"on":"True","size":"1e2"}""", "True 100", "'on': text read as true or false; 'size': text read as a number" },
        { "Flag", """{"on":"yes","size":1}""", "!argument 'on': got \"yes\", expected true or false", "" },
        { "Flag", """{"on":1,"size":1}""", "!argument 'on': got 1, expected true or false", "" },
        { "Many", """{"numbers":["1","2"],"texts":["1"]}""", "1,2 1", "'numbers[0]': text read as a number; 'numbers[1]': text read as a number" },
        { "Byname", """{"all":{"celsius":"1"}}""", "Celsius=1", "'all.celsius': text read as a number" },
        // One for a list.
        { "Many", """{"numbers":1,"texts":"a"}""", "1 a", "'numbers': one value read as a list of one; 'texts': one value read as a list of one" },
        { "Many", """{"numbers":"1","texts":"[1]"}""", "1 [1]", "'numbers': one value read as a list of one; 'numbers[0]': text read as a number; 'texts': one value read as a list of one" },
        { "Many", """{"numbers":"[1,\"2\"]","texts":[]}""", "1,2 ", "'numbers': text read as a list; 'numbers[1]': text read as a number" },
        { "Many", """{"numbers":null,"texts":[]}""", "!argument 'numbers': got null, expected an array", "" },
        // The whole as a text.
        { "Days", "\"{\\\"city\\\":\\\"Paris\\\",\\\"days\\\":\\\"3\\\"}\"", "Paris 3", "arguments: text read as an object; 'days': text read as a number" },
        { "Days", "\"Paris\"", "!arguments: got \"Paris\", expected an object", "" },
        { "Trip", """{"trip":"{\"start\":\"x\"}"}""", "x 2 -", "'trip': text read as an object" },
        // Types within themselves, and without end.
        { "Tree", """{"node":{"value":"1","next":{"Value":"2","next":{"value":"3"}}}}""", "1 2 3", "'node.value': text read as a number; 'node.next.value': named Value; 'node.next.value': text read as a number; 'node.next.next.value': text read as a number" },
        // Of several kinds the one that is meant.
        { "Draw", """{"shape":{"kind":"circle","radius":"2"}}""", "Circle 2", "'shape.radius': text read as a number" },
        { "Draw", """{"shape":{"Radius":2,"Kind":"Circle"}}""", "Circle 2", "'shape.radius': named Radius; 'shape.kind': named Kind; 'shape.kind': read as circle" },
        { "Draw", """{"shape":{"kind":"Box","side":1}}""", "Box 1", "'shape.kind': read as sq" },
        { "Draw", """{"shape":"{\"kind\":\"sq\",\"side\":\"1\"}"}""", "Box 1", "'shape': text read as an object; 'shape.side': text read as a number" },
        { "Draw", """{"shape":{"kind":"oval","side":"1"}}""", "!argument 'shape.kind': got \"oval\", expected one of circle, sq", "" },
        { "Draw", """{"shape":{"side":"1"}}""", "!argument 'shape.kind' is missing", "" },
        // What its own code refuses.
        { "Span", """{"span":{"a":-1}}""", "!argument 'span': A must not be negative.", "" },
        { "Span", """{"span":{"a":"-1"}}""", "!argument 'span': A must not be negative.", "'span.a': text read as a number" },
        { "Spans", """{"spans":[{"a":1},{"a":-1}]}""", "!argument 'spans[1]': A must not be negative.", "" },
        // No JSON.
        { "Days", """{"city":"Paris","days":"5" """, "!", "" },
        { "Days", """{"city":"\ud800","days":"5"}""", "!arguments hold text that is not valid Unicode", "" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Is_read_as_it_was_meant(string name, string arguments, string expected, string mended)
    {
        List<string> mendings = [];

        var result = await Tool(name).InvokeAsync(Encoding.UTF8.GetBytes(arguments), new ToolCallContext { OnMended = mendings.AddRange }, TestContext.Current.CancellationToken);

        Assert.Equal((expected.StartsWith('!'), mended), (result.IsError, string.Join("; ", mendings)));
        Assert.Equal(result.IsError ? ToolFailure.BadArguments : null, result.Failure);
        if (expected != "!")
        {
            Assert.Equal(expected.TrimStart('!'), result.Content);
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Strict_refuses_what_would_be_mended(string name, string arguments, string expected, string mended)
    {
        var result = await Tool(name).InvokeAsync(Encoding.UTF8.GetBytes(arguments), new ToolCallContext { StrictArguments = true, OnMended = _ => Assert.Fail("It was mended.") }, TestContext.Current.CancellationToken);

        Assert.Equal(mended.Length > 0 || expected.StartsWith('!'), result.IsError);
    }

    [Fact]
    public async Task A_strict_tool_is_strict_without_being_asked()
    {
        var tool = Tool("Exact");

        var refused = await tool.InvokeAsync("""{"x":"5"}"""u8.ToArray(), new ToolCallContext(), TestContext.Current.CancellationToken);
        var taken = await tool.InvokeAsync("""{"x":5}"""u8.ToArray(), new ToolCallContext(), TestContext.Current.CancellationToken);

        Assert.True(tool.Strict);
        Assert.Equal("""argument 'x': got "5", expected an integer from -2147483648 to 2147483647""", refused.Content);
        Assert.Equal("5", taken.Content);
    }

    private static LlmTool Tool(string name) => Tools.LlmTools.Single(tool => tool.Name == name);

    internal enum Unit
    {
        Celsius,

        [JsonStringEnumMemberName("deg-f")]
        Fahrenheit,
    }

    internal sealed class Trip
    {
        public required string Start { get; set; }

        public int Nights { get; set; } = 2;

        public string? Note { get; set; }

        [JsonPropertyName("no")]
        public int? Code { get; set; }
    }

    internal sealed record Node(int Value, Node? Next = null);

    internal sealed record Span(int A)
    {
        public int A { get; } = A >= 0 ? A : throw new ArgumentOutOfRangeException(nameof(A), A, "A must not be negative.");
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Box), "sq")]
    internal abstract record Shape;

    internal sealed record Circle(int Radius) : Shape
    {
        public override string ToString() => $"Circle {Radius}";
    }

    internal sealed record Box(int Side) : Shape
    {
        public override string ToString() => $"Box {Side}";
    }

    internal static partial class Tools
    {
        [LlmTool("d")]
        public static string Days(string city, [Range(1, 9)] int days = 1) => $"{city} {days}";

        [LlmTool("d")]
        public static string Units(Unit unit) => $"{unit}";

        [LlmTool("d")]
        public static string Trip(Trip trip) => $"{trip.Start} {trip.Nights} {(object?)trip.Code ?? "-"}";

        [LlmTool("d")]
        public static string Byname(Dictionary<Unit, int> all) => string.Join(",", all.Select(pair => $"{pair.Key}={pair.Value}"));

        [LlmTool("d")]
        public static string Flag(bool on, double size) => string.Create(CultureInfo.InvariantCulture, $"{on} {size}");

        [LlmTool("d")]
        public static string Many(List<int> numbers, string[] texts) => $"{string.Join(",", numbers)} {string.Join(",", texts)}";

        [LlmTool("d")]
        public static string Tree(Node node) => node.Next is null ? $"{node.Value}" : $"{node.Value} {Tree(node.Next)}";

        [LlmTool("d")]
        public static string Span(Span span) => $"{span.A}";

        [LlmTool("d")]
        public static string Spans(List<Span> spans) => $"{spans.Count}";

        [LlmTool("d")]
        public static string Draw(Shape shape) => $"{shape}";

        [LlmTool("d", Strict = true)]
        public static int Exact(int x) => x;
    }
}
