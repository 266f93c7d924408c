using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Schemas;

/// <summary>A question whose answer is JSON of a schema: it is checked before anything is printed.</summary>
internal static class TypedQuestion
{
    /// <param name="context">The command.</param>
    /// <param name="request">The question.</param>
    /// <param name="schema">What <c>--schema</c> says: <c>@FILE</c>, a name that ends with .json, a schema, or a short form.</param>
    /// <exception cref="UsageException">The schema is wrong.</exception>
    /// <exception cref="LlmSchemaException">The answer does not fit, the second one neither.</exception>
    public static async Task AskAsync(CommandContext context, LlmRequest request, string schema)
    {
        var json = await ReadAsync(schema);
        var check = new SchemaCheck(JsonElement.Parse(json));
        if (check.Unchecked.ToArray() is { Length: > 0 } others)
        {
            ErrorText.Print($"--schema: nothing is checked by {string.Join(", ", others)}");
        }

        var type = JsonMetadataServices.CreateValueInfo<JsonElement>(DocumentJson.Default.Options, new Converter(check));
        var asked = request with
        {
            // Servers hold the answer to the schema, but do not show it to the model.
            Messages = [.. request.Messages.SkipLast(1), request.Messages[^1] with { Content = $"{request.Messages[^1].Content}\n\nAnswer with JSON that fits this schema:\n{json}" }],
            Call = new CallOptions { MaxRepairs = 1 },
        };
        var value = await Spinner.UntilAsync(context.Terminal, $"Waiting for {request.Model}", LastAsync(context.Clients.Any.ChatStreamAsync(asked, type, json, context.Token)));
        context.Print(new ValueDocument(Done: true, value), () => Console.Out.WriteLine(TerminalText.ForOutput(JsonOutput.Text(value, isIndented: Terminal.IsShown))));
    }

    private static async Task<JsonElement> LastAsync(IAsyncEnumerable<TypedUpdate<JsonElement>> updates)
    {
        await foreach (var update in updates)
        {
            if (update.IsLast)
            {
                return update.Value;
            }
        }

        throw new System.Diagnostics.UnreachableException("A stream ends with the value, or throws.");
    }

    private static async Task<string> ReadAsync(string schema)
    {
        var isFile = schema.StartsWith('@') || schema.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        var text = isFile ? await UserFile.ReadAsync(schema.TrimStart('@'), "schema", file => File.ReadAllTextAsync(file))
            : schema.TrimStart().StartsWith('{') ? schema
            : ShortSchema.ToJson(schema);
        try
        {
            // Which says what is wrong with it.
            return ResponseFormat.Schema(text).Value.GetRawText();
        }
        catch (ArgumentException)
        {
            throw new UsageException($"--schema: {(isFile ? $"the file {schema.TrimStart('@')}" : "this")} holds no JSON schema; it must be a JSON object.");
        }
    }

    /// <summary>Reads any JSON, and refuses what does not fit.</summary>
    private sealed class Converter(SchemaCheck check) : JsonConverter<JsonElement>
    {
        public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var value = JsonElement.ParseValue(ref reader);
            return check.Find(value) is var (path, words) ? throw new JsonException(words, path, null, null) : value;
        }

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);
    }
}
