using System.Text;
using WireMock;
using WireMock.ResponseBuilders;

namespace OllamaSdk.Testing.Recordings;

/// <summary>What WireMock answers with.</summary>
internal static class Answers
{
    public static IResponseBuilder Of(Recording recording, RecordedAnswer? changed)
    {
        var response = Response.Create().WithStatusCode(changed?.Status ?? recording.Response.Status).WithHeader(AnswerStream.Mark, recording.Name);
        foreach (var (name, value) in recording.Response.Headers)
        {
            response = response.WithHeader(name, value);
        }

        response = response.WithBody(recording.Response.Body);
        if (changed is { Delay: var delay } && delay != TimeSpan.Zero)
        {
            response = response.WithDelay(delay);
        }

        return changed is { Fault: not FaultType.NONE } ? response.WithFault(changed.Fault) : response;
    }

    /// <summary>The answer to what fits nothing: what came, and what was wanted.</summary>
    public static IResponseBuilder Unmatched(Func<IEnumerable<Recording>> recordings) =>
        Response.Create().WithStatusCode(404).WithHeader("Content-Type", "text/plain; charset=utf-8")
            .WithBody(request => Difference(request, recordings()));

    private static string Difference(IRequestMessage request, IEnumerable<Recording> recordings)
    {
        var text = new StringBuilder($"Request was not matched. It was {request.Method} {request.Path}");
        if (request.Headers?.FirstOrDefault(h => h.Key.Equals(Recording.Selector, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is { } name)
        {
            text.Append($" with {Recording.Selector}: {name}").Append(recordings.FirstOrDefault(r => r.Name == name) is { } recording
                ? $", and that recording wants\n{recording.Wanted}\n"
                : ", and there is no recording of that name.\n");
        }
        else
        {
            var ofRoute = recordings.Where(r => r.Method == request.Method && r.Path == request.Path).Select(r => r.Name)
                .Order(StringComparer.Ordinal).ToList();
            text.Append(ofRoute.Count == 0
                ? ", and there is no recording of that route.\n"
                : $". Serve(\"…\") answers such requests with one of these recordings, whatever their bodies say: {string.Join(", ", ofRoute)}\n");
        }

        return text.Append($"The body was\n{request.Body}\n").ToString();
    }
}
