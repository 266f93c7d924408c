using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Deletes a model, and its files unless another model needs them.</summary>
internal sealed class DeleteRoute(EmulatedServer server) : BufferedRoute("/api/delete", HttpMethod.Delete)
{
    protected override Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new RequestBody(body, "DeleteRequest");
        var name = request.Text("model") is { Length: > 0 } given ? given : request.Text("name");
        if (ModelName.TryNormalize(name) is null)
        {
            throw RefusalException.BadRequest($"name \"{name}\" is invalid");
        }

        return server.Delete(server.Get(name)) ? Task.FromResult(Answer.Empty(200)) : throw RefusalException.NotFound($"model '{name}' not found");
    }
}
