using System.Reflection;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Http.Tests;

/// <summary>The harness of this generator: the real attributes, and stand-ins for what emitted code calls.</summary>
internal static class HttpSnippets
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using OllamaSdk;
        global using OllamaSdk.Http;
        """;

    /// <summary>The signatures that emitted code calls. That they are the real ones is proved by RunningTests, which use the SDK.</summary>
    private const string Runtime = """
        namespace OllamaSdk
        {
            public sealed class CallOptions;
            public sealed record Question(string Text);
            public sealed record Answer(string Text) : Streaming.IStreamItem;
        }

        namespace OllamaSdk.Streaming
        {
            public interface IStreamItem;
        }

        namespace OllamaSdk.Http
        {
            internal sealed record ApiResponse<T>(T? Content);

            internal sealed class ApiCall(HttpMethod method, string path, string interfaceName, string methodName)
            {
                public string Description => $"{method} {path} {interfaceName} {methodName}";
                public HttpContent? Content { get; set; }
                public TimeSpan? Timeout { get; set; }
                public void AddPath(string name, string? value) => throw new NotImplementedException();
                public void AddQuery(string name, string? value) => throw new NotImplementedException();
                public void SetHeader(string name, string? value) => throw new NotImplementedException();
                public void SetProperty(string key, object? value) => throw new NotImplementedException();
                public static string? Format<T>(T value) => throw new NotImplementedException();
            }

            internal sealed class ApiRunner
            {
                public HttpContent ToContent<T>(T body) => throw new NotImplementedException();
                public HttpContent ToContent(Stream body) => throw new NotImplementedException();
                public HttpContent ToContent(HttpContent body) => throw new NotImplementedException();
                public HttpContent ToContent(string body) => throw new NotImplementedException();
                public Task SendAsync(ApiCall call, CancellationToken token) => throw new NotImplementedException();
                public Task<T> SendAsync<T>(ApiCall call, CancellationToken token) => throw new NotImplementedException();
                public Task<ApiResponse<T>> SendForResponseAsync<T>(ApiCall call, CancellationToken token) => throw new NotImplementedException();
                public Task<HttpResponseMessage> SendForMessageAsync(ApiCall call, CancellationToken token) => throw new NotImplementedException();
                public Task<Stream> SendForStreamAsync(ApiCall call, CancellationToken token) => throw new NotImplementedException();
                public IAsyncEnumerable<T> StreamAsync<T>(ApiCall call, CancellationToken token)
                    where T : class, Streaming.IStreamItem => throw new NotImplementedException();
            }
        }
        """;

    public static GeneratorHarness Harness { get; } = new(
        () => new HttpApiGenerator(),
        typeof(StepNames),
        [
            new("Usings.cs", Usings),
            new("Runtime.cs", Runtime),
            Resource("MethodAttributes.cs"),
            Resource("ParameterAttributes.cs"),
        ]);

    private static SourceFile Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return new(name, reader.ReadToEnd());
    }
}
