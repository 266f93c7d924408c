using System.Net.Http.Headers;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Script;

/// <summary>Answers that are none, and answers that go wrong on their way.</summary>
internal static class FaultAnswer
{
    private const string RunnerFailure = "an error was encountered while running the model: unexpected EOF";
    private const string SignInPage = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to this network</h1></body></html>\n";

    public static async Task<HttpResponseMessage> NeverAsync(string path, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        throw new OperationCanceledException(cancellationToken);
    }

    public static Task<HttpResponseMessage> PageAsync(string path, CancellationToken cancellationToken) =>
        Task.FromResult(Answer.Text(200, SignInPage, "text/html; charset=utf-8"));

    public static HttpResponseMessage Status(string path, int status, string message, TimeSpan? retryAfter = null)
    {
        var response = Answer.Error(path, new RefusalException(status, message));
        response.Headers.RetryAfter = retryAfter is { } delay ? new RetryConditionHeaderValue(delay) : null;
        return response;
    }

    /// <summary>Lets a fault happen to the body of an answer.</summary>
    public static HttpResponseMessage Spoil(HttpResponseMessage response, string path, Fault fault)
    {
        var (content, kind) = (response.Content, fault.Body!.Value);
        if (content.Headers.ContentLength is not { } length)
        {
            return With(response, new FaultyStream(content, kind, fault.Lines, long.MaxValue));
        }

        if (kind == BodyFault.ErrorLine)
        {
            response.Dispose();
            return Status(path, 500, RunnerFailure);
        }

        return With(response, new FaultyStream(content, kind, int.MaxValue, length / 2));
    }

    public static byte[] ErrorLine() => [.. WireJson.Write(json => Answer.WriteError(json, RunnerFailure)), (byte)'\n'];

    // Without the length, which the body no longer has.
    private static HttpResponseMessage With(HttpResponseMessage response, FaultyStream body)
    {
        var content = new StreamContent(body);
        content.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content = content;
        return response;
    }
}
