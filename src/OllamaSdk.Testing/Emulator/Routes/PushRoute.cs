using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Uploads a model to the registry that the emulator pretends to reach. Nobody needs to be signed in, and any name will do.</summary>
internal sealed class PushRoute(EmulatedServer server) : ProgressRoute(server, "/api/push")
{
    protected override string RequestType => "PushRequest";

    protected override IEnumerable<ProgressLine> Plan(RequestBody request)
    {
        var name = NameOf(request);
        return name.Length == 0 ? throw RefusalException.BadRequest("model is required") : Push(name);
    }

    private IEnumerable<ProgressLine> Push(string name)
    {
        yield return new("retrieving manifest");
        if (Server.Find(name) is not { } model)
        {
            yield return new("couldn't retrieve manifest");
            throw RefusalException.Failed($"open /models/manifests/{ModelName.ManifestPath(name)}: no such file or directory");
        }

        foreach (var layer in model.Contents.Layers.Append(model.Contents.Config))
        {
            yield return new($"pushing {layer.ShortName}", layer, layer.Size);
        }

        yield return new("pushing manifest");
        Server.Registry.Put(model);
        yield return new("success");
    }
}
