using System.Net;
using System.Text;
using OllamaSdk.Fuzz.Engine;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Refusals. The first byte of an input chooses the status, lines up to a blank one are headers, the rest is the body.</summary>
internal sealed class ErrorTarget() : FuzzTarget("errors", 10_000_000)
{
    private static readonly int[] s_statuses = [200, 301, 307, 400, 401, 402, 403, 404, 405, 408, 409, 413, 422, 429, 500, 501, 502, 503, 504, 529, 599, 999];
    private static readonly HttpRequestMessage s_request = new(HttpMethod.Post, "http://127.0.0.1:11434/v1/api/chat");

    public override string Checks => "Status, headers (Retry-After, Location, ids, cookies) and body to one exception: never another type, bounded words, a wait that a timer can keep, no secret in any of its texts, however it is escaped";

    public override IEnumerable<string> Words =>
    [
        .. Secret.Words, "\nRetry-After: ", "\nRetry-After: 5\n", "\nretry-after-ms: 1500\n", "\nDate: Wed, 21 Oct 2026 07:28:00 GMT\n", "\nRetry-After: Wed, 21 Oct 2026 07:29:00 GMT\n", "Fri, 31 Dec 9999 23:59:59 GMT", "\nSet-Cookie: a=b\n",
        "\nLocation: http://elsewhere/x\n", "\nLocation: /x\n", "\nx-request-id: 7\n", "\nContent-Type: text/html\n", "\nWWW-Authenticate: Bearer\n", "<html><title>", "</title>", "<!doctype html>", "\"signin_url\":\"https://ollama.com/connect\"", "\"detail\":", "\"code\":",
        "\"StatusCode\":429", "\"n_ctx\":4096", "\"n_prompt_tokens\":5000", "exceeds the available context size", "does not support tools", "model 'm' not found", "[{\"error\":", "{\"error\":\"{\\\"error\\\":", "maximum context length is 4096 tokens",
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (var one in Targets.Seeds.Cases("error_bodies.json"))
        {
            var status = Array.IndexOf(s_statuses, one.GetProperty("status").GetInt32());
            yield return [(byte)Math.Max(0, status), .. Encoding.UTF8.GetBytes($"\n{(one.TryGetProperty("body", out var body) && body.ValueKind == System.Text.Json.JsonValueKind.String ? body.GetString() : "")}")];
        }

        foreach (var body in Targets.Seeds.Bodies.Where(body => body.Length < MaxLength && body.AsSpan().IndexOf("error"u8) >= 0))
        {
            yield return [12, .. "Retry-After: 3\n\n"u8, .. body];
            yield return [0, .. "\n"u8, .. body];
        }

        yield return [13, .. "retry-after-ms: 1e3\nDate: Wed, 21 Oct 2026 07:28:00 GMT\nRetry-After: Wed, 21 Oct 2026 07:29:00 GMT\nSet-Cookie: a=b\nx-request-id: r\n\n"u8, .. "slow down"u8];
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        if (input.Length == 0)
        {
            return;
        }

        var status = s_statuses[input.Span[0] % s_statuses.Length];
        using var answer = new HttpResponseMessage((HttpStatusCode)status) { RequestMessage = s_request, Content = new ByteArrayContent([]) };
        var body = ReadHeaders(input.Span[1..], answer);
        var error = ApiErrors.Create(status, body, Secret.Safe, answer, TimeProvider.System);
        Errors.Check(error);
        Secret.MustNotBeIn(AnswerHeaders.RequestId(answer.Headers, Secret.Safe));
        if (status != 200 && error.Status != status)
        {
            throw new BrokenRuleException($"The status is {error.Status} in place of {status}: {error.Message}");
        }
    }

    private static ReadOnlySpan<byte> ReadHeaders(ReadOnlySpan<byte> rest, HttpResponseMessage answer)
    {
        while (rest.IndexOf((byte)'\n') is var end and > 0)
        {
            var line = Encoding.Latin1.GetString(rest[..end]);
            rest = rest[(end + 1)..];
            if (line.Split(':', 2) is [var name, var value] && !value.Contains('\r', StringComparison.Ordinal) && !value.Contains('\0', StringComparison.Ordinal)
                && !answer.Headers.TryAddWithoutValidation(name, value))
            {
                answer.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return rest.StartsWith("\n"u8) ? rest[1..] : rest;
    }
}
