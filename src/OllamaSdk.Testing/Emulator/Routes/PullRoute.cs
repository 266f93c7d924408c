using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>Downloads a model from the registry that the emulator pretends to reach.</summary>
internal sealed class PullRoute(EmulatedServer server) : ProgressRoute(server, "/api/pull")
{
    private const int Pieces = 8;

    // What is smaller comes in one piece.
    private const long SmallLayer = 4096;

    protected override string RequestType => "PullRequest";

    /// <summary>All steps of a pull; create takes them too, when it is to start from a model that is not there.</summary>
    public static IEnumerable<ProgressLine> Pull(EmulatedServer server, string name)
    {
        yield return new("pulling manifest");
        var model = server.Registry.Find(name) ?? throw RefusalException.Failed("pull model manifest: file does not exist");
        foreach (var layer in model.Contents.Layers.Append(model.Contents.Config))
        {
            var piece = layer.Size <= SmallLayer ? layer.Size : (layer.Size + Pieces - 1) / Pieces;
            var done = layer.Size <= SmallLayer ? layer.Size : server.Blobs.Downloaded(layer);
            for (; ; done = Math.Min(layer.Size, done + piece))
            {
                server.Blobs.Download(layer, done);
                yield return new($"pulling {layer.ShortName}", layer, done);
                if (done >= layer.Size)
                {
                    break;
                }
            }
        }

        yield return new("verifying sha256 digest");
        yield return new("writing manifest");
        server.Put(model);
        yield return new("success");
    }

    protected override IEnumerable<ProgressLine> Plan(RequestBody request)
    {
        var name = NameOf(request);
        return ModelName.TryNormalize(name) is null ? throw RefusalException.BadRequest("invalid model name") : Pull(Server, name);
    }
}
