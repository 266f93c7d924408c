using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Http;

/// <summary>One method of one interface: how it is called, and what that puts on the wire.</summary>
internal sealed record MethodRow
{
    public required Type Api { get; init; }

    public required string Method { get; init; }

    /// <summary>Verb and path as they stand in the request line.</summary>
    public required string Line { get; init; }

    /// <summary><see langword="null"/> where none is sent.</summary>
    public required string? Body { get; init; }

    public required string ContentType { get; init; }

    public required Func<OllamaClient, OpenAICompatibleClient, Task> CallAsync { get; init; }

    public string Name => $"{Api.Name}.{Method}";

    public bool IsVoid => Returns == typeof(Task);

    public bool IsStream => Returns.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);

    public bool IsBytes => Returns == typeof(Task<Stream>);

    public string Accept => IsBytes ? "application/octet-stream" : IsVoid || !IsStream ? "application/json" : Line.Contains("/v1/", StringComparison.Ordinal) ? "text/event-stream" : "application/x-ndjson";

    private Type Returns => Api.GetMethod(Method, BindingFlags.Public | BindingFlags.Instance)!.ReturnType;

    /// <summary>Lambdas of the form <c>api => api.MethodAsync(…)</c>, from whose text the method's name is taken.</summary>
    public static MethodRow Native<T>(
        string line, string? body, Func<T, object> call, string contentType = "application/json", [CallerArgumentExpression(nameof(call))] string text = "")
        where T : class, IOllamaApi => Create<T>(line, body, contentType, text, (native, _) => RunAsync(call(native.Api<T>())));

    /// <inheritdoc cref="Native"/>
    public static MethodRow V1<T>(
        string line, string? body, Func<T, object> call, string contentType = "application/json", [CallerArgumentExpression(nameof(call))] string text = "")
        where T : class, IOpenAIApi => Create<T>(line, body, contentType, text, (_, v1) => RunAsync(call(v1.Api<T>())));

    public override string ToString() => Name;

    public byte[] BodyBytes() => Encoding.UTF8.GetBytes(Body ?? "");

    private static MethodRow Create<T>(string line, string? body, string contentType, string text, Func<OllamaClient, OpenAICompatibleClient, Task> call) => new()
    {
        Api = typeof(T),
        Method = Regex.Match(text, @"^api => api\.(\w+)\(").Groups[1].Value,
        Line = line,
        Body = body,
        ContentType = contentType,
        CallAsync = call,
    };

    private static Task RunAsync(object result) => result switch
    {
        Task task => task,
        IAsyncEnumerable<object> items => items.ToListAsync(),
        _ => throw new ArgumentException($"Neither a task nor a stream: {result}.", nameof(result)),
    };
}
