using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Gives a model a second name.</summary>
internal sealed class CopyRoute(EmulatedServer server) : BufferedRoute("/api/copy", HttpMethod.Post)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new RequestBody(body, "CopyRequest");
        var (source, destination) = (request.Text("source"), request.Text("destination"));
        if (ModelName.TryNormalize(source) is null)
        {
            throw RefusalException.BadRequest($"source \"{source}\" is invalid");
        }

        var name = ModelName.TryNormalize(destination) ?? throw RefusalException.BadRequest($"destination \"{destination}\" is invalid");
        var forms = server.FormsOf(source) is { Count: > 0 } found ? found : throw RefusalException.NotFound($"model \"{source}\" not found");
        server.Put([.. forms.Select(form => form with { Name = name })]);
        return Task.FromResult(Answer.Empty(200));
    }
}
