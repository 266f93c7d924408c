using System.Text;
using System.Text.Json;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.Loop;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Typed answers; the first byte of an input says how strictly they are read, and whether the tokens ran out.</summary>
internal sealed class TypedTarget() : FuzzTarget("typed", 1_000_000)
{
    private static readonly SchemaAnswer<Trip> s_trip = SchemaAnswer<Trip>.Instance;
    private static readonly PlainSchema s_schema = new(s_trip.Schema);

    public override string Checks => "An answer of the type, which written again fits the schema, or an LlmSchemaException that names the place; what is read of an answer that is not whole yet is JSON";

    public override IEnumerable<string> Words =>
    [
        "```json\n", "\n```", "<think>", "</think>", "Here it is: ", "\"city\":\"x\",", "\"days\":3,", "\"unit\":\"celsius\",", "\"tags\":[\"a\"],", "\"share\":0.5,", "\"stops\":[", "{\"value\":", "[\"celsius\"]", "\"City\":", "\"3\"", "\\ud83d\\ude00", "\\ud83d", "{", "}", "[", "]",
    ];

    public override IEnumerable<byte[]> Seeds() => ((string[])
    [
        """{"city":"Lyon","days":2,"unit":"celsius","tags":["a","b"],"share":0.5,"stops":[{"city":"x","days":1,"unit":"kelvinScale","tags":[]}]}""",
        "Sure!\n```json\n{\"city\":\"Lyon\",\"days\":\"2\",\"unit\":\"Celsius\",\"tags\":\"a\"}\n```", "<think>hm {}</think>{\"city\":\"L\",\"days\":2,\"unit\":\"celsius\",\"tags\":[]}", "{\"value\":3}", "3", "{\"value\":[\"celsius\"]}", "[\"celsius\",\"Fahrenheit\"]", "{\"city\":\"\\ud83d\\ude00",
    ]).SelectMany(json => ((byte[])[0, 0x20, 0x40]).Select(kind => (byte[])[kind, .. Encoding.UTF8.GetBytes(json)]));

    public override void Run(ReadOnlyMemory<byte> input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var (kind, text) = (input.Span[0], Encoding.UTF8.GetString(input.Span[1..]));
        var answer = new AnswerText(text, null, (kind & 0x40) != 0, false);
        if (Parse(s_trip, answer, kind) is { } trip)
        {
            Check(trip);
        }

        CheckParts(text);
    }

    private static T? Parse<T>(AnswerType<T> type, AnswerText answer, byte kind)
    {
        try
        {
            return type.Parse(answer, null, null, isStrict: (kind & 0x20) != 0, 0, out _);
        }
        catch (LlmSchemaException e)
        {
            if (e.RawText != answer.Text || e.Message.Length > 2000)
            {
                throw new BrokenRuleException($"The exception does not tell what was answered: {e.Message}", e);
            }

            return default;
        }
    }

    private static void Check(Trip trip)
    {
        var json = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            Write(writer, trip);
        }

        var reader = new Utf8JsonReader(json.WrittenSpan);
        if (s_schema.Breach(JsonElement.ParseValue(ref reader)) is { } breach)
        {
            throw new BrokenRuleException($"An answer that breaks the schema was taken: {breach}\n{Encoding.UTF8.GetString(json.WrittenSpan)}");
        }
    }

    private static void Write<T>(Utf8JsonWriter writer, T value)
        where T : ILlmSchema<T> => T.Write(writer, value);

    private static void CheckParts(string text)
    {
        var part = text[..(text.Length * 2 / 3)];
        if (PartialJson.Complete(part) is not { } json)
        {
            return;
        }

        try
        {
            if (s_trip.TryReadPart(json, out var trip) && trip is null)
            {
                throw new BrokenRuleException("A part was read that is nothing");
            }
        }
        catch (LlmException e)
        {
            throw new BrokenRuleException($"A part of an answer throws: {e.Message}", e);
        }
    }
}
