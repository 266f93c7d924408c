using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>What JSON has for a member comes into it, whichever way the type has for that.</summary>
public partial class KeptMemberTests
{
    [Fact]
    public void Collections_without_a_setter_are_filled_and_come_back()
    {
        const string Json = """{"lines":["a","b"],"counts":{"x":1},"more":[3],"tags":["t"],"sorted":{"k":"v"}}""";

        var order = Read<Order>(Json);

        Assert.Equal(["a", "b"], order.Lines);
        Assert.Equal(1, order.Counts["x"]);
        Assert.Equal([1, 2, 3], order.More);
        Assert.Equal(["t"], order.Tags);
        Assert.Equal("""{"lines":["a","b"],"counts":{"x":1},"more":[1,2,3],"tags":["t"],"sorted":{"k":"v"}}""", Write(order));
        Assert.Equal(["lines", "counts", "more", "tags", "sorted"], Properties<Order>());
        Assert.Equal(["kept"], Read<Order>("{}").Lines);
        Assert.Equal(["kept"], Read<Order>("""{"counts":{}}""").Lines);
        Assert.ThrowsAny<JsonException>(() => Read<Order>("""{"lines":null}"""));
    }

    [Fact]
    public void A_setter_that_generated_code_reaches_is_used()
    {
        Assert.Equal("A", Read<Inside>("""{"code":"A"}""").Code);
        Assert.Equal("""{"code":"A"}""", Write(Read<Inside>("""{"code":"A"}""")));
    }

    [Fact]
    public void A_closed_type_refuses_what_it_does_not_know()
    {
        Assert.Equal(1, Read<Closed>("""{"a":1}""").A);
        Assert.Equal("'b' is not known here", Assert.ThrowsAny<JsonException>(() => Read<Closed>("""{"a":1,"b":2}""")).Message.Replace("is not known", "'b' is not known", StringComparison.Ordinal));
        Assert.False((bool)Schema<Closed>()["additionalProperties"]!);
        Assert.False((bool)Schema<Around>()["properties"]!["in"]!["additionalProperties"]!);
        Assert.Null(Schema<Around>()["additionalProperties"]);
    }

    [Theory]
    [InlineData("""{"name":"a","other":"b"}""", "a b")]
    [InlineData("""{"name":"a"}""", "!argument 'other' is missing")]
    [InlineData("""{"name":"","other":"b"}""", "!argument 'name': got \"\", expected text of at least 1 characters")]
    [InlineData("""{"name":"  ","other":"b"}""", "!argument 'name': got \"  \", expected text that is not blank")]
    [InlineData("""{"name":"a","other":null}""", "!argument 'other': got null, expected a string")]
    [InlineData("""{"name":"a","other":"b","many":null}""", "!argument 'many': got null, expected an array")]
    [InlineData("""{"name":"a","other":"b","many":[1]}""", "a b 1")]
    [InlineData("""{"name":"a","other":"b","number":null}""", "!argument 'number': got null, expected an integer from -2147483648 to 2147483647")]
    [InlineData("""{"name":"a","other":"b","blank":""}""", "a b")]
    public async Task Required_is_what_it_says(string arguments, string expected)
    {
        var result = await Tools.LlmTools.Single(tool => tool.Name == "Named").InvokeAsync(
            Encoding.UTF8.GetBytes(arguments), new ToolCallContext { StrictArguments = true }, TestContext.Current.CancellationToken);

        Assert.Equal(expected, result.IsError ? $"!{result.Content}" : result.Content);
    }

    [Fact]
    public void Required_stands_in_the_schema()
    {
        var schema = JsonNode.Parse(Tools.LlmTools.Single(tool => tool.Name == "Named").SchemaUtf8.Span)!;

        Assert.Equal("""{"type":"string","minLength":1}""", schema["properties"]!["other"]!.ToJsonString());
        Assert.Equal("""["name","other"]""", schema["required"]!.ToJsonString());
    }

    [Fact]
    public void Comments_are_found_wherever_they_are_meant()
    {
        var tools = new ToolSet();
        tools.Add(new Written());
        Dictionary<string, string> told = tools.ToDictionary(tool => tool.Name, tool => tool.Description);

        Assert.Equal("Books a table.", told["Book"]);
        Assert.Equal("Gives 1 & up, or < 2.", told["Free"]);
        Assert.Equal("The part.", told["Part"]);
        Assert.Equal("Of the base.", told["Over"]);
        var guests = JsonNode.Parse(tools.Single(tool => tool.Name == "Book").SchemaUtf8.Span)!["properties"]!["guests"]!;
        Assert.Equal("How many.", (string?)guests["description"]);
    }

    [Fact]
    public async Task Tools_of_the_base_come_along()
    {
        var tools = new ToolSet();
        tools.Add(new Derived());

        Assert.Equal(["Own", "Same", "Mid", "Low"], tools.Select(tool => tool.Name));
        Assert.Equal("derived", await Call("Low"));
        Assert.Equal("own", await Call("Same"));
        Assert.Equal("mid", await Call("Mid"));

        async Task<string> Call(string name) =>
            (await tools.Single(tool => tool.Name == name).InvokeAsync("{}"u8.ToArray(), new ToolCallContext(), TestContext.Current.CancellationToken)).Content;
    }

    private static T Read<T>(string json)
        where T : ILlmSchema<T>
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        return T.Read(ref reader);
    }

    private static string Write<T>(T value)
        where T : ILlmSchema<T>
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            T.Write(writer, value);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonNode Schema<T>()
        where T : ILlmSchema<T> => JsonNode.Parse(T.SchemaUtf8)!;

    private static IEnumerable<string> Properties<T>()
        where T : ILlmSchema<T> => Schema<T>()["properties"]!.AsObject().Select(property => property.Key);

    [LlmSchema]
    internal sealed partial class Order
    {
        public List<string> Lines { get; } = ["kept"];

        public IDictionary<string, int> Counts { get; } = new Dictionary<string, int>();

        [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
        public IList<int> More { get; } = [1, 2];

        public HashSet<string> Tags { get; private set; } = [];

        public SortedDictionary<string, string> Sorted { get; } = [];

        [JsonIgnore]
        public List<int> Hidden { get; } = [];

        [JsonIgnore]
        public int Total => Lines.Count;
    }

    [LlmSchema]
    internal sealed partial class Inside
    {
        [JsonInclude]
        public string Code { get; private set; } = "";
    }

    [LlmSchema]
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed partial record Closed(int A);

    [LlmSchema]
    internal sealed partial record Around(Closed In);

    internal static partial class Tools
    {
        [LlmTool("d")]
        public static string Named([Required] string name, [Required] string? other, [Required(AllowEmptyStrings = true)] string blank = "", [Required] int? number = 1, [Required] params int[]? many) =>
            $"{name} {other}{(many is { Length: > 0 } ? $" {many.Length}" : "")}{blank}";
    }

    internal interface IWritten
    {
        /// <summary>Books a table.</summary>
        /// <param name="guests">How many.</param>
        string Book(int guests);
    }

    internal abstract class WrittenBase
    {
        /// <summary>Of the base.</summary>
        public abstract string Over();
    }

    internal sealed partial class Written : WrittenBase, IWritten
    {
        /// <inheritdoc/>
        [LlmTool]
        public string Book(int guests) => "";

        // Not a comment of documentation for the compiler, which would refuse it; the generator reads it all the same.
        /**<summary>Gives 1 &amp; up, or &lt; 2.</summary>*/
        [LlmTool]
        public string Free() => "";

        /// <summary>The part.</summary>
        public partial string Part();

        [LlmTool]
        public partial string Part() => "";

        /// <inheritdoc/>
        [LlmTool]
        public override string Over() => "";
    }

    internal partial class Lowest
    {
        [LlmTool("d")]
        public virtual string Low() => "low";

        [LlmTool("d")]
        public string Same() => "base";
    }

    internal partial class Middle : Lowest
    {
        [LlmTool("d")]
        public string Mid() => "mid";
    }

    internal sealed partial class Derived : Middle
    {
        [LlmTool("d")]
        public string Own() => "own";

        [LlmTool("d", Name = "Same")]
        public string Another() => "own";

        public override string Low() => "derived";
    }
}
