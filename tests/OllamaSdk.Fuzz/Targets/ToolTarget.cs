using System.Text;
using System.Text.Json;
using OllamaSdk.CompilerServices;
using OllamaSdk.Fuzz.Engine;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Arguments of generated tools; the first byte of an input says of which.</summary>
internal sealed class ToolTarget() : FuzzTarget("tools", 1_000_000)
{
    private static readonly LlmTool[] s_tools = [.. FuzzTools.LlmTools];
    private static readonly PlainSchema[] s_schemas = [.. s_tools.Select(tool => new PlainSchema(SchemaOf(tool)))];

    public override string Checks => "Arguments that reach the method fit the schema, after the mendings that are told, by a plain reading of JSON Schema; strict ones as they are; all others are told to the model as bad arguments";

    public override IEnumerable<string> Words =>
    [
        "\"a\":", "\"b\":", "\"c\":", "\"d\":", "\"e\":", "\"trip\":", "\"unit\":", "\"celsius\"", "\"Fahrenheit\"", "\"kelvinScale\"", "\"1\"", "\"true\"", "\"[1,2]\"", "\"{\\\"city\\\":\\\"x\\\"}\"", "\"city\":\"x\",", "\"days\":3,", "\"tags\":[\"a\"],", "\"City\":", "\"stops\":[", "\"x\":1,\"y\":null",
        "\"ab\"", "\"\\n\"", "\"00:01:00\"", "\"PT1M\"", "\"2025-01-31\"", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"", "\"http://h\"", "1e0", "10.0", "0.1", "0.5", "0.50000000000000001", "5e-324", "18446744073709551615", "\"AA==\"",
    ];

    public override IEnumerable<byte[]> Seeds() => ((string[])
    [
        """{"a":1,"b":2,"c":0.25,"d":3,"e":1.5,"f":4}""", """{"a":"1","b":2.0,"c":"0.5","d":null}""", """{"a":"abc","b":"de","c":null,"d":"0f8fad5b-d9cb-469f-a165-70867728950e","e":"2024-05-01T10:00:00Z","f":"00:01:00","g":"http://h","h":"y","i":"2025-01-31"}""",
        """{"a":[1,2],"b":{"x":true},"c":["p","q"],"d":["celsius"],"e":{"celsius":1},"f":"AA=="}""", """{"a":1,"d":"Celsius"}""",
        """{"trip":{"city":"Lyon","days":2,"unit":"celsius","tags":["a"],"share":0.5,"stops":[{"city":"x","days":1,"unit":"kelvinScale","tags":[]}]},"unit":"fahrenheit","others":[],"pair":{"x":1,"y":"z"},"flag":true}""",
        """{"trip":"{\"city\":\"Lyon\",\"days\":\"2\",\"unit\":\"Celsius\",\"tags\":\"a\"}","unit":"CELSIUS"}""",
    ]).SelectMany(json => Enumerable.Range(0, s_tools.Length * 2).Select(tool => (byte[])[(byte)tool, .. Encoding.UTF8.GetBytes(json)]));

    public override void Run(ReadOnlyMemory<byte> input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var which = input.Span[0] % s_tools.Length;
        var (tool, json, isStrict) = (s_tools[which], input[1..], input.Span[0] / s_tools.Length % 2 == 1);
        IReadOnlyList<string> mendings = [];
        FuzzTools.WasCalled = false;
        var result = Reading.Done(tool.InvokeAsync(json, new ToolCallContext { StrictArguments = isStrict, OnMended = told => mendings = told }));
        if (FuzzTools.WasCalled == result.IsError)
        {
            throw new BrokenRuleException($"The method was {(result.IsError ? "" : "not ")}called: {result.Content}");
        }

        if (result.IsError && result.Failure != ToolFailure.BadArguments)
        {
            throw new BrokenRuleException($"It failed otherwise: {result.Failure} {result.Content}");
        }

        if (!result.IsError)
        {
            Check(tool, s_schemas[which], json.Span, mendings.Count > 0);
        }
    }

    private static void Check(LlmTool tool, PlainSchema schema, ReadOnlySpan<byte> json, bool isMended)
    {
        if (isMended)
        {
            json = ArgumentMender.Mend(json, tool.SchemaUtf8.Span, [], out _) ?? throw new BrokenRuleException($"Mendings were told, and there are none: {Encoding.UTF8.GetString(json)}");
        }

        var reader = new Utf8JsonReader(json);
        if (schema.Breach(JsonElement.ParseValue(ref reader)) is { } breach)
        {
            throw new BrokenRuleException($"Arguments that break the schema were taken: {breach}\n{Encoding.UTF8.GetString(json)}");
        }
    }

    private static JsonElement SchemaOf(LlmTool tool)
    {
        var reader = new Utf8JsonReader(tool.SchemaUtf8.Span);
        return JsonElement.ParseValue(ref reader);
    }
}
