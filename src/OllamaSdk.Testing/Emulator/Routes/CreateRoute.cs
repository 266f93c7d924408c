using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Store;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>
/// Makes a model of another, or of uploaded files. Files count as what their names or first bytes say; nothing in them is read, so a new model can
/// chat unless the request's <c>info</c> says what else it can. Templates are not parsed.
/// </summary>
internal sealed class CreateRoute(EmulatedServer server) : ProgressRoute(server, "/api/create")
{
    private const string Safetensors = ".safetensors";
    private const string Gguf = ".gguf";

    protected override string RequestType => "CreateRequest";

    protected override IEnumerable<ProgressLine> Plan(RequestBody request)
    {
        // Nothing can be reached from here.
        return request.Text("remote_host").Length > 0 ? throw RefusalException.BadRequest("bad remote") : Create(CreateOrder.Read(request));
    }

    private IEnumerable<ProgressLine> Create(CreateOrder order)
    {
        if (order.From.Length == 0 && order.Files is null)
        {
            throw RefusalException.BadRequest("neither 'from' or 'files' was specified");
        }

        if (order.Adapters.Count > 1)
        {
            throw RefusalException.BadRequest("only one adapter is currently supported");
        }

        // The server pulls what it lacks, its "success" included: that line does not end this stream.
        foreach (var step in MustPull(order.From) ? PullRoute.Pull(Server, order.From) : [])
        {
            yield return step;
        }

        var parent = order.From.Length > 0 ? Server.Get(order.From) : null;
        var weights = new List<Layer>();
        var files = parent is null ? order.Files! : [];
        if (parent is null && files.Count == 0)
        {
            throw RefusalException.BadRequest("no files provided to convert");
        }

        foreach (var step in Add(files, "converting model", weights)
            .Concat(Add(order.Adapters, "converting adapter", weights))
            .Concat(Add(order.DraftFiles, "converting model", weights)))
        {
            yield return step;
        }

        if (weights.Count > 0 || order.Quantize.Length > 0)
        {
            yield return new("verifying conversion");
        }

        var model = ModelBuilder.Build(order, parent, weights);
        foreach (var layer in model.Contents.Layers)
        {
            var isNew = Server.Blobs.Add(layer.Digest, new Blob(layer.Size, IsGguf: true));
            yield return new($"{(isNew ? "creating new" : "using existing")} layer {layer.Digest}");
        }

        yield return new("writing manifest");
        Server.Put(model);
        yield return new("success");
    }

    private bool MustPull(string from)
    {
        if (from.Length > 0 && ModelName.TryNormalize(from) is null)
        {
            throw RefusalException.BadRequest("invalid model name");
        }

        return from.Length > 0 && Server.Find(from) is null;
    }

    private IEnumerable<ProgressLine> Add(IReadOnlyList<KeyValuePair<string, string>> files, string converting, List<Layer> layers)
    {
        if (files.Any(file => file.Key.EndsWith(Safetensors, StringComparison.OrdinalIgnoreCase)))
        {
            yield return new(converting);
            layers.AddRange(files.Select(file => Open(file.Value).Layer));
            yield break;
        }

        foreach (var (name, digest) in files)
        {
            if (!name.EndsWith(Gguf, StringComparison.OrdinalIgnoreCase) && !Open(digest).Blob.IsGguf)
            {
                throw RefusalException.BadRequest("unknown type");
            }

            yield return new("parsing GGUF");
            var (layer, blob) = Open(digest);
            layers.Add(blob.IsGguf ? layer : throw RefusalException.BadRequest("supplied file was not in GGUF format"));
        }
    }

    private (Layer Layer, Blob Blob) Open(string given)
    {
        var digest = BlobStore.Check(given);
        return Server.Blobs.Find(digest) is { } blob
            ? (new Layer(digest, blob.Size), blob)
            : throw RefusalException.Failed($"open {BlobStore.PathOf(digest)}: no such file or directory");
    }
}
