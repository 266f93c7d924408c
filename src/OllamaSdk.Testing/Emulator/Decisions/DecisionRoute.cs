using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Script;

namespace OllamaSdk.Testing.Emulator.Decisions;

/// <summary>Questions to a decision model. The path is one of <c>/v1</c>, but its errors have the native form. There is no stream.</summary>
internal sealed class DecisionRoute(EmulatedServer server) : BufferedRoute(DecisionPath, HttpMethod.Post)
{
    public const string DecisionPath = "/v1/systemone";

    private const int MaxWithoutImages = 64 * 1024;
    private const int MaxWithImages = 32 * 1024 * 1024;
    private const int TooLarge = 413;

    // The answer has a place of its own in the context.
    private const int TokensOfAnswer = 2;

    protected override async Task<HttpResponseMessage> AnswerAsync(byte[] body, CancellationToken cancellationToken)
    {
        if (body.Length > MaxWithImages)
        {
            throw new RefusalException(TooLarge, "request body must not exceed 32 MiB with images");
        }

        using var request = new RequestBody(body, "SystemOneRequest");
        var images = request.List("images", "[]api.ImageData");
        if (images.Count == 0 && body.Length > MaxWithoutImages)
        {
            throw new RefusalException(TooLarge, "request body must not exceed 64 KiB without images");
        }

        var name = request.Text("model");
        if (ModelName.TryNormalize(name) is null)
        {
            throw RefusalException.BadRequest("model is required");
        }

        if (request.Find("videos") is not null)
        {
            throw RefusalException.BadRequest("video inputs are not supported");
        }

        CheckImages(images);
        var state = ReadState(request.Find("state"), images.Count > 0);
        var keepAlive = KeepAliveTime.Read(request.Find("keep_alive"));
        var model = server.Find(name);
        var questions = DecisionQuestion.ReadAll(request.Find("questions"), isClef: model?.Can(ModelCapability.Vision) == true);
        CheckModel(name, model, images.Count > 0);
        var tokens = Tokens.Count(state) + questions.Sum(question => Tokens.Count(question.Text));
        if (tokens + TokensOfAnswer > server.Memory.Keep(model!, keepAlive).Way.Window)
        {
            // What the real server says is not known; that it says so, and does not cut, is.
            throw RefusalException.BadRequest("state and questions exceed the context length");
        }

        var scripted = await ScriptedAsync(state, model!.Name, cancellationToken).ConfigureAwait(false);
        return Answer.Json(json => Write(json, name, questions, state, scripted, tokens));
    }

    private static void CheckImages(IReadOnlyList<JsonElement> images)
    {
        for (var i = 0; i < images.Count; i++)
        {
            if (images[i].ValueKind != JsonValueKind.String || !images[i].TryGetBytesFromBase64(out var bytes))
            {
                throw RefusalException.BadRequest("illegal base64 data at input byte 0");
            }

            if (bytes.Length == 0)
            {
                throw RefusalException.BadRequest($"image {i} must not be empty");
            }
        }
    }

    private static string ReadState(JsonElement? state, bool hasImages) => state switch
    {
        { ValueKind: JsonValueKind.String } text when !string.IsNullOrWhiteSpace(text.GetString()) => text.GetString()!,
        { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json => json.GetRawText(),
        null or { ValueKind: JsonValueKind.String } => hasImages ? "" : throw RefusalException.BadRequest("state must not be empty"),
        _ => throw RefusalException.BadRequest("state: must be a string, object, or array"),
    };

    private static void CheckModel(string name, EmulatedModel? model, bool hasImages)
    {
        if (model is null)
        {
            throw RefusalException.NotFound($"model '{name}' not found");
        }

        if (!model.Can(ModelCapability.Decision))
        {
            throw RefusalException.BadRequest($"\"{name}\" does not support decision");
        }

        if (hasImages && !model.Can(ModelCapability.Vision))
        {
            throw RefusalException.BadRequest("image inputs are not supported by this decision model");
        }
    }

    private async Task<IReadOnlyList<ScriptedDecision>> ScriptedAsync(string state, string model, CancellationToken cancellationToken)
    {
        var step = server.Script.TakeReply(state, model);
        if (step is { After: var wait } && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, server.Clock, cancellationToken).ConfigureAwait(false);
        }

        return step?.Decisions ?? [];
    }

    private static void Write(
        Utf8JsonWriter json, string model, IReadOnlyList<DecisionQuestion> questions, string state, IReadOnlyList<ScriptedDecision> scripted, int tokens)
    {
        json.WriteStartObject();
        json.WriteString("model", model);
        json.WriteStartObject("answers");
        foreach (var question in questions)
        {
            json.WritePropertyName(question.Name);
            DecisionAnswer.Write(json, question, DecisionAnswer.Probabilities(question, state, scripted.FirstOrDefault(one => one.Question == question.Name)));
        }

        json.WriteEndObject();
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", tokens);
        json.WriteNumber("output_tokens", questions.Count);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
