using System.Runtime.CompilerServices;
using OllamaSdk.Streaming;
using Refit;

namespace OllamaSdk.ApiCalls;

// Refit's generator finds these by the return types of the interfaces' methods. With them Refit builds and sends a request and has no part in
// the answer: no buffering, no nulls for empty bodies, no iterators around a stream, no tokens linked twice.

/// <summary>Methods that give one object, or the bytes of the answer as they come.</summary>
internal sealed class AnswerAdapter<T> : IReturnTypeAdapter<Task<T>, HttpResponseMessage>
{
    public Task<T> Adapt(Func<CancellationToken, Task<HttpResponseMessage>> invoke) =>
        typeof(T) == typeof(Stream) ? (Task<T>)(object)Answer.OpenAsync(invoke(default)) : Answer.ReadAsync<T>(invoke(default));
}

/// <summary>Methods that give nothing.</summary>
internal sealed class EndAdapter : IReturnTypeAdapter<Task, HttpResponseMessage>
{
    public Task Adapt(Func<CancellationToken, Task<HttpResponseMessage>> invoke) => Answer.EndAsync(invoke(default));
}

/// <summary>Methods that give a stream.</summary>
internal sealed class StreamAdapter<T> : IReturnTypeAdapter<IAsyncEnumerable<T>, HttpResponseMessage>
    where T : class, IStreamItem
{
    /// <summary>Generated code calls this one, since it is the better match on the class, and so tells its method's name.</summary>
    public IAsyncEnumerable<T> Adapt(Func<CancellationToken, Task<HttpResponseMessage>> invoke, [CallerMemberName] string method = "the method") =>
        new AnswerItems<T>(invoke, new SingleUse(method));

    IAsyncEnumerable<T> IReturnTypeAdapter<IAsyncEnumerable<T>, HttpResponseMessage>.Adapt(Func<CancellationToken, Task<HttpResponseMessage>> invoke) => Adapt(invoke);
}
