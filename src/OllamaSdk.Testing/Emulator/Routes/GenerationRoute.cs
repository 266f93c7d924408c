using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Reading;

namespace OllamaSdk.Testing.Emulator.Routes;

/// <summary>What chat and generate have in common: the order of the checks, loading and unloading, and the answer whole or line by line.</summary>
internal abstract class GenerationRoute(EmulatedServer server, string path) : BufferedRoute(path, HttpMethod.Post)
{
    private const string ImagesRefused =
        """{"error":{"code":500,"message":"image input is not supported - hint: if this is unexpected, you may need to provide the mmproj","type":"server_error"}}""";

    protected EmulatedServer Server { get; } = server;

    protected override async Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new RequestBody(body, RequestType);
        var stream = request.Flag("stream") ?? true;
        var keepAlive = KeepAliveTime.Read(request.Find("keep_alive"));
        var name = request.Text("model");
        var think = ThinkSetting.Read(request.Find("think"), Server.ThinkingOf(Server.FindForm(name, request.Text("runner"))));
        var prompt = ReadPrompt(request);
        var top = request.Number("top_logprobs");
        if (top is < 0 or > 20)
        {
            throw RefusalException.BadRequest("top_logprobs must be between 0 and 20");
        }

        var model = Server.FormOf(FindModel(name), request.Text("runner"));
        var shape = ShapeOf(request, name, request.Flag("logprobs") == true ? new Logprobs(top) : null);
        if (prompt.IsEmpty && keepAlive.IsUnload)
        {
            Server.Memory.Keep(model, keepAlive);
            return Mark(shape, "unload");
        }

        if (think == true && !model.Can(ModelCapability.Thinking))
        {
            throw RefusalException.BadRequest($"\"{name}\" does not support thinking");
        }

        CheckCapabilities(name, model, request);
        var options = ModelOptionRules.Read(request.Find("options"), model);
        var (truncate, shift) = (request.Flag("truncate") ?? true, request.Flag("shift") ?? true);
        var loaded = Server.Memory.Keep(model, keepAlive, options, shift);
        if (prompt.IsEmpty)
        {
            return Mark(shape, "load");
        }

        if (prompt.HasImages && !model.Can(ModelCapability.Vision))
        {
            throw RefusalException.Failed(ImagesRefused);
        }

        var json = AnswerFormat.Answer(request.Find("format"));
        var read = new PromptReader(loaded.Way.Window, options.NumKeep, truncate, shift).Read(WithOwnMessages(prompt, model));
        var reply = await Server.Responder.ReplyAsync(prompt, read, json, think ?? model.Can(ModelCapability.Thinking), options, loaded, cancellationToken).ConfigureAwait(false);
        if (stream)
        {
            return Answer.Lines(new LineStream(shape.Lines(reply, Server.Clock), Server.TokenDelay, Server.Clock));
        }

        if (Server.TokenDelay > TimeSpan.Zero)
        {
            await Task.Delay(Server.TokenDelay * reply.EvalTokens, Server.Clock, cancellationToken).ConfigureAwait(false);
        }

        return reply.Failure is { } failure
            ? throw RefusalException.Failed(failure)
            : Answer.Json(writer => shape.WriteWhole(writer, reply, Server.Clock));
    }

    /// <summary>The server's own name of the request, which its error texts quote.</summary>
    protected abstract string RequestType { get; }

    protected abstract Prompt ReadPrompt(RequestBody request);

    /// <summary>What the model has of its own goes before: the words of its system where the request brings none, and the beginning of every conversation.</summary>
    protected abstract Prompt WithOwnMessages(Prompt prompt, EmulatedModel model);

    protected abstract EmulatedModel FindModel(string name);

    /// <summary>Refuses what the model cannot do.</summary>
    protected abstract void CheckCapabilities(string name, EmulatedModel model, RequestBody request);

    protected abstract AnswerShape ShapeOf(RequestBody request, string name, Logprobs? logprobs);

    // One object, not a stream, whatever the request asked for: so does the server.
    private HttpResponseMessage Mark(AnswerShape shape, string doneReason) => Answer.Json(json => shape.WriteMark(json, doneReason, Server.Clock));
}
