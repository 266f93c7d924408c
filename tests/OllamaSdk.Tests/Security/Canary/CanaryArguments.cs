using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;
using static OllamaSdk.Tests.Security.Canary.CanaryWords;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>
/// Makes an argument by its type, and a text by its name. Whatever a model is to read holds <see cref="CanaryWords.Prompt"/>; each call gets arguments
/// of its own.
/// </summary>
internal static class CanaryArguments
{
    public const string Model = "demo";

    /// <summary>An argument that is rightly <see langword="null"/>.</summary>
    private static readonly object Nothing = new();

    private static readonly string s_digest = $"sha256:{new string('a', 64)}";

    /// <summary>A file to upload.</summary>
    private static readonly string s_file = MakeFile();

    /// <exception cref="NotSupportedException">Nobody has said how such an argument is made.</exception>
    public static object? Make(Type type, string name, CanaryHost host)
    {
        if (type == typeof(string))
        {
            return Text(name, host);
        }

        var made = host.MakeMore?.Invoke(type) ?? OfServer(type, name, host) ?? OfNative(type) ?? OfV1(type) ?? OfMany(type, host) ?? OfTools(type, host) ?? OfCollection(type, name, host);
        return ReferenceEquals(made, Nothing) ? null : made ?? throw new NotSupportedException(
            $"The canary does not know how to make an argument of type {type} (named '{name}'): teach it to {nameof(CanaryArguments)}, with the prompt in whatever a model reads.");
    }

    private static string? Text(string name, CanaryHost host) => name switch
    {
        "prompt" or "text" or "state" or "question" or "query" or "input" => Prompt,
        "url" => $"https://example.com/?q={Uri.EscapeDataString(Prompt)}",
        "model" or "source" => Model,
        "destination" => "copy",
        "digest" => s_digest,
        "path" => host.Route?.Path ?? s_file,
        "range" => "7d",
        "scope" => null,
        "encodedKey" => "public-key",
        "fileName" => "a.wav",
        "endpoint" => host.Address(),
        "schemaJson" => null,
        _ => throw new NotSupportedException($"The canary does not know what a text named '{name}' is: teach it to {nameof(CanaryArguments)}.{nameof(Text)}."),
    };

    private static object? OfServer(Type type, string name, CanaryHost host) => type switch
    {
        _ when type == typeof(CancellationToken) => host.Token,
        _ when type == typeof(CallOptions) => host.Call,
        _ when type == typeof(HttpMethod) => HttpMethod.Post,
        _ when type == typeof(bool) => false,
        _ when type == typeof(int?) => 3,
        // Too short to wait for, long enough to begin.
        _ when type == typeof(TimeSpan?) => host.Patience,
        _ when type == typeof(JsonElement?) => Json($$"""{"model":"demo","stream":{{(host.Route?.IsStream == true ? "true" : "false")}},"messages":[{"role":"user","content":"{{Prompt}}"}]}"""),
        _ when type == typeof(HttpContent) => new ByteArrayContent("bytes"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        _ when type == typeof(Stream) && name == "destination" => new MemoryStream(),
        _ when type == typeof(Stream) && name == "source" => new MemoryStream(Encoding.UTF8.GetBytes(host.Saved)),
        // Sound, a picture, a model's file: no words.
        _ when type == typeof(Stream) => new MemoryStream(new byte[] { 1, 2, 3 }),
        _ when type == typeof(IBufferWriter<byte>) => new ArrayBufferWriter<byte>(),
        // The SDK's own.
        _ when type == typeof(HttpClient) => Nothing,
        _ when type == typeof(OllamaServerOptions) => new OllamaServerOptions
        {
            Endpoint = host.Address().Split('?')[0], Program = "no-such-program-of-the-canary", StartTimeout = TimeSpan.FromSeconds(1), Environment = { ["OLLAMA_API_KEY"] = Key }, Arguments = { "--api-key", Key },
        },
        _ => null,
    };

    private static object? OfNative(Type type) => type switch
    {
        _ when type == typeof(OllamaChatRequest) => new OllamaChatRequest { Model = Model, Messages = [OllamaChatMessage.System(Prompt), OllamaChatMessage.User(Prompt)] },
        _ when type == typeof(OllamaChatMessage) => OllamaChatMessage.User(Prompt),
        _ when type == typeof(GenerateRequest) => new GenerateRequest { Model = Model, System = Prompt, Prompt = Prompt },
        _ when type == typeof(EmbedRequest) => new EmbedRequest { Model = Model, Input = Prompt },
        _ when type == typeof(LegacyEmbedRequest) => new LegacyEmbedRequest { Model = Model, Prompt = Prompt },
        _ when type == typeof(SystemOneRequest) => SystemOneRequest.About(Prompt, ("sings", SystemOneQuestion.YesNo(Prompt))) with { Model = Model },
        _ when type == typeof(SystemOneQuestion) => SystemOneQuestion.YesNo(Prompt),
        _ when type == typeof(DecisionState) => (DecisionState)Prompt,
        _ when type == typeof(CreateModelRequest) => new CreateModelRequest { Model = "made", From = Model, System = Prompt },
        _ when type == typeof(CopyModelRequest) => new CopyModelRequest { Source = Model, Destination = "copy" },
        _ when type == typeof(DeleteModelRequest) => new DeleteModelRequest { Model = "demo-other" },
        _ when type == typeof(ShowModelRequest) => new ShowModelRequest { Model = Model },
        _ when type == typeof(PullModelRequest) => new PullModelRequest { Model = Model, Username = "somebody", Password = Password },
        _ when type == typeof(PushModelRequest) => new PushModelRequest { Model = Model, Username = "somebody", Password = Password },
        _ when type == typeof(WebFetchRequest) => new WebFetchRequest { Url = $"https://example.com/?q={Uri.EscapeDataString(Prompt)}" },
        _ when type == typeof(WebSearchRequest) => new WebSearchRequest { Query = Prompt },
        _ when type == typeof(KeepAlive) => KeepAlive.For(TimeSpan.FromMinutes(1)),
        _ when type == typeof(ModelOptions) => new ModelOptions { NumCtx = 2048 },
        _ when type == typeof(LlmImage) => LlmImage.FromBytes(new byte[] { 1, 2, 3 }),
        _ when type == typeof(IProgress<TransferProgress>) => new Progress<TransferProgress>(),
        _ when type == typeof(Action<TransferProgress>) => (Action<TransferProgress>)(static _ => { }),
        _ when type == typeof(Action<string>) => (Action<string>)(static _ => { }),
        _ => null,
    };

    private static object? OfV1(Type type) => type switch
    {
        _ when type == typeof(ChatCompletionRequest) => new ChatCompletionRequest { Model = Model, Messages = [ChatCompletionMessage.System(Prompt), ChatCompletionMessage.User(Prompt)] },
        _ when type == typeof(ChatCompletionMessage) => ChatCompletionMessage.User(Prompt),
        _ when type == typeof(CompletionRequest) => new CompletionRequest { Model = Model, Prompt = Prompt },
        _ when type == typeof(EmbeddingRequest) => new EmbeddingRequest { Model = Model, Input = Prompt },
        _ when type == typeof(ResponseRequest) => new ResponseRequest { Model = Model, Instructions = Prompt, Input = Prompt },
        _ when type == typeof(CompactRequest) => new CompactRequest { Model = Model, Instructions = Prompt, Input = Prompt },
        _ when type == typeof(SpeechRequest) => new SpeechRequest { Model = Model, Input = Prompt, Voice = "Freya" },
        _ when type == typeof(TranscriptionRequest) => new TranscriptionRequest { Model = Model, Prompt = Prompt },
        _ => null,
    };

    private static object? OfMany(Type type, CanaryHost host) => type switch
    {
        _ when type == typeof(LlmRequest) => new LlmRequest(Prompt) { Model = Model, System = Prompt, Call = host.Call },
        _ when type == typeof(LlmMessage) => LlmMessage.User(Prompt),
        _ when type == typeof(BulkOptions) => new BulkOptions { MaxConcurrency = 1 },
        _ when type == typeof(OllamaClient) => host.Native,
        _ when type == typeof(OpenAICompatibleClient) => host.V1,
        _ when type == typeof(LlmClient) => host.Many,
        _ => null,
    };

    private static object? OfTools(Type type, CanaryHost host) => type switch
    {
        _ when type == typeof(IEnumerable<LlmTool>) => (LlmTool[])[host.Tool],
        _ when type == typeof(ToolLoopOptions) => new ToolLoopOptions { MaxRounds = 3 },
        _ when type == typeof(ToolCallContext) => new ToolCallContext(),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes($$"""{"word":"{{Answer}}"}""")),
        _ when type == typeof(CanaryAnswer) => new CanaryAnswer { Word = Prompt },
        _ when type == typeof(Action<Utf8JsonWriter, CanaryAnswer>) => (Action<Utf8JsonWriter, CanaryAnswer>)(static (writer, answer) => writer.WriteStringValue(answer.Word)),
        _ when type == typeof(JsonTypeInfo<CanaryAnswer>) => CanaryJson.Default.CanaryAnswer,
        _ => null,
    };

    private static object? OfCollection(Type type, string name, CanaryHost host)
    {
        if (!type.IsGenericType || type.GetGenericArguments() is not [var item])
        {
            return null;
        }

        if (type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
        {
            return host.Stream(item) ?? typeof(CanaryArguments).GetMethod(nameof(Several), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(item).Invoke(null, [Items(item, name, host)]);
        }

        return type.IsAssignableFrom(item.MakeArrayType()) ? Items(item, name, host) : null;
    }

    private static Array Items(Type item, string name, CanaryHost host)
    {
        var items = Array.CreateInstance(item, 1);
        items.SetValue(Make(item, item == typeof(string) ? "text" : name, host), 0);
        return items;
    }

    private static async IAsyncEnumerable<T> Several<T>(T[] items)
    {
        foreach (var item in items)
        {
            await Task.Yield();
            yield return item;
        }
    }

    private static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static string MakeFile()
    {
        var file = Path.Combine(Path.GetTempPath(), $"ollama-sdk-canary-{Environment.ProcessId}.gguf");
        File.WriteAllBytes(file, [.. "GGUF"u8, .. new byte[64]]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(file);
        return file;
    }
}
