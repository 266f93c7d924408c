using OllamaSdk.OpenAI;
using OllamaSdk.Soak.Clients;
using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Work;

/// <summary>Questions and their answers, streamed and whole, by each client.</summary>
internal static class Chats
{
    public static Task<Ending> StreamNative(Call call)
    {
        var client = call.Take().Native;
        return Reading.ReadAsync(call, call.Tale.Answer, token => client.ChatStreamAsync(call.Tale.Prompt, options: call.Options(), cancellationToken: token));
    }

    public static Task<Ending> StreamGenerate(Call call)
    {
        var client = call.Take().Native;
        return Reading.ReadAsync(call, call.Tale.Answer, token => client.GenerateStreamAsync(call.Tale.Prompt, options: call.Options(), cancellationToken: token));
    }

    public static Task<Ending> StreamOpenAI(Call call)
    {
        var client = call.Take().OpenAI;
        return Reading.ReadAsync(call, call.Tale.Answer, token => client.ChatStreamAsync(call.Tale.Prompt, options: call.Options(), cancellationToken: token));
    }

    public static Task<Ending> StreamResponse(Call call)
    {
        var client = call.Take().OpenAI;
        return Reading.ReadAsync(call, call.Tale.Answer, token => client.RespondStreamAsync(new ResponseRequest { Input = call.Tale.Prompt }, call.Options(), token));
    }

    public static Task<Ending> StreamLlm(Call call)
    {
        var client = call.TakeLlm();
        return Reading.ReadAsync(call, call.Tale.Answer, token => client.ChatStreamAsync(call.Tale.Prompt, options: call.Options(), cancellationToken: token));
    }

    public static Task<Ending> AskNative(Call call)
    {
        var (client, tale) = (call.Take().Native, Short(call));
        return Reading.AskAsync(call, async token =>
            Call.CheckWhole(tale.Answer, (await client.ChatAsync(tale.Prompt, options: call.Options(), cancellationToken: token)).Message.Content ?? ""));
    }

    public static Task<Ending> AskGenerate(Call call)
    {
        var (client, tale) = (call.Take().Native, Short(call));
        return Reading.AskAsync(call, async token =>
            Call.CheckWhole(tale.Answer, (await client.GenerateAsync(tale.Prompt, options: call.Options(), cancellationToken: token)).Response));
    }

    public static Task<Ending> AskOpenAI(Call call)
    {
        var (client, tale) = (call.Take().OpenAI, Short(call));
        return Reading.AskAsync(call, async token =>
            Call.CheckWhole(tale.Answer, TextOf(await client.ChatAsync(tale.Prompt, options: call.Options(), cancellationToken: token))));
    }

    public static Task<Ending> AskLlm(Call call)
    {
        var (client, tale) = (call.TakeLlm(), Short(call));
        return Reading.AskAsync(call, async token =>
            Call.CheckWhole(tale.Answer, (await client.ChatAsync(tale.Prompt, options: call.Options(), cancellationToken: token)).Content));
    }

    /// <summary>A question that only this call asks, so that no other answer can pass for its own.</summary>
    public static Task<Ending> OwnQuestion(Call call, Known known)
    {
        var (route, question) = (call.Take(), call.Question());
        var expected = known.AnswerTo(question);
        return call.Random.Next(4) switch
        {
            0 => Reading.ReadAsync(call, expected, token => route.Native.ChatStreamAsync(question, options: call.Options(), cancellationToken: token)),
            1 => Reading.ReadAsync(call, expected, token => route.OpenAI.ChatStreamAsync(question, options: call.Options(), cancellationToken: token)),
            2 => Reading.AskAsync(call, async token => Call.CheckWhole(expected, (await route.Native.GenerateAsync(question, options: call.Options(), cancellationToken: token)).Response)),
            _ => Reading.AskAsync(call, async token => Call.CheckWhole(expected, TextOf(await route.OpenAI.ChatAsync(question, options: call.Options(), cancellationToken: token)))),
        };
    }

    /// <summary>A stream whose text goes to a file that has no room for it: the caller gets the exception of the file.</summary>
    public static async Task<Ending> CopyToFullDisk(Call call)
    {
        var client = call.Take().Native;
        try
        {
            await client.ChatStreamAsync(call.Tale.Prompt, options: call.Options()).CopyTextToAsync(new FullDisk(call.Random.Next(200)));
        }
        catch (IOException e) when (FullDisk.IsFull(e))
        {
            return Ending.OwnFailure;
        }

        // Shorter than the disk.
        return call.Tale.Answer.Length < 200 ? Ending.Whole : throw new FlawException(Flaw.Swallowed, "the full disk did not come out");
    }

    /// <summary>A question that the emulator answers wrongly, in a way that is known.</summary>
    public static async Task<Ending> AskedToFail(Call call, Known known)
    {
        var route = call.Take();
        var (fault, prompt) = ScriptedFaults.Prompts.ElementAt(call.Random.Next(ScriptedFaults.Prompts.Count));
        call.Asked.Add(fault);
        var ending = await Reading.ReadAsync(call, known.AnswerTo(prompt), token => call.Random.Next(2) == 0
            ? route.Native.ChatStreamAsync(prompt, options: call.Options(), cancellationToken: token)
            : route.OpenAI.ChatStreamAsync(prompt, options: call.Options(), cancellationToken: token));
        return ending != Ending.Whole ? ending : throw new FlawException(Flaw.Swallowed, $"{fault} did not come out");
    }

    /// <summary>A client that is made for one call and thrown away, the stream read or not.</summary>
    public static async Task<Ending> ClientOfOneCall(Call call)
    {
        using var client = new OllamaClient(Fleet.With(new OllamaClientOptions { Endpoint = call.Take("direct").Native.Endpoint.ToString(), DefaultModel = ModelNames.Chat }));
        return await Reading.ReadAsync(call, call.Tale.Answer, token => client.ChatStreamAsync(call.Tale.Prompt, options: call.Options(), cancellationToken: token));
    }

    private static Tale Short(Call call) => Tales.Short[call.Random.Next(Tales.Short.Count)];

    private static string TextOf(ChatCompletion answer) => answer.Choices is [{ Message.Content.Text: { } text }, ..] ? text : "";
}
