using System.Text.Json;
using Microsoft.Extensions.AI;
using static OllamaSdk.Extensions.AI.Conformance.UnmetException;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>Questions and answers.</summary>
internal static class ChatDemands
{
    private const string Area = "chat";

    // Accents, two kinds of wide characters, quotes, all ends of lines, and what HTML would escape.
    private const string Odd = "a\u00e9\u4e16\ud83d\ude00 <b>\"q\"\\ \t\r\n\u2028&' z ";

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 1, 2, 3];

    public static IEnumerable<Demand> All =>
    [
        new(Area, "a question is answered", QuestionAsync),
        new(Area, "an answer comes in parts", PartsAsync),
        new(Area, "the parts come to the whole", TheSameAsync),
        new(Area, "a conversation arrives in order, with its roles", RolesAsync),
        new(Area, "empty messages do no harm", EmptyAsync),
        new(Area, "text goes byte for byte", s => ByteForByteAsync(s, "to the server")),
        new(Area, "text comes byte for byte", s => ByteForByteAsync(s, "as a whole")),
        new(Area, "text comes byte for byte in parts", s => ByteForByteAsync(s, "in parts")),
        new(Area, "usage is told", s => UsageAsync(s, false)),
        new(Area, "usage is told once in a stream", s => UsageAsync(s, true)),
        new(Area, "a streamed answer becomes one message of the history", HistoryAsync),
        new(Area, "a picture reaches the model", PictureAsync),
        new(Area, "thinking is told apart from the answer", s => ThinkingAsync(s, false)),
        new(Area, "thinking is told apart in a stream", s => ThinkingAsync(s, true)),
        new(Area, "thinking goes back with the answer", ThinkingBackAsync),
        new(Area, "the answer tells its model, its id and its time", IdentityAsync),
        new(Area, "an answer that was cut short says so", LengthAsync),
        new(Area, "the server's own answer can be had", async s => Unless((await s.AskAsync(false, "hello")).RawRepresentation is not null)),
        new(Area, "answers survive JSON", JsonAsync),
        new(Area, "provider, address and model are told", MetadataAsync),
    ];

    private static async Task QuestionAsync(Subject s)
    {
        s.Server.When("biggest").Answer("A whale.");
        var answer = await s.AskAsync(false, "What is the biggest animal?");
        UnlessSame("A whale.", answer.Text);
        UnlessSame(ChatRole.Assistant, answer.Messages.Single().Role);
    }

    private static async Task PartsAsync(Subject s)
    {
        s.Server.When("hello").Answer("one two three four five");
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in s.Chat.GetStreamingResponseAsync("hello", cancellationToken: s.Ct))
        {
            updates.Add(update);
        }

        Unless(updates.Count(update => update.Text.Length > 0) > 2);
        UnlessSame("one two three four five", string.Concat(updates.Select(update => update.Text)));
        Unless(updates.All(update => update.Role is null || update.Role == ChatRole.Assistant));
    }

    private static async Task TheSameAsync(Subject s)
    {
        var whole = await s.AskAsync(false, "hello");
        var streamed = await s.AskAsync(true, "hello");
        UnlessSame(whole.Text, streamed.Text);
        UnlessSame(whole.FinishReason, streamed.FinishReason);
        UnlessSame(whole.ModelId, streamed.ModelId);
        UnlessSame(whole.Usage?.OutputTokenCount, streamed.Usage?.OutputTokenCount);
    }

    private static async Task RolesAsync(Subject s)
    {
        await s.AskAsync(false, [
            new(ChatRole.System, "Be short."), new(ChatRole.User, "Pick a city."), new(ChatRole.Assistant, "Oslo."), new(ChatRole.User, "Another.")], new ChatOptions { Instructions = "Be kind." });
        UnlessSame("system system user assistant user", string.Join(' ', s.Messages.EnumerateArray().Select(message => message.GetProperty("role").GetString())));
        UnlessSame("Be kind. Be short. Pick a city. Oslo. Another.", string.Join(' ', s.Messages.EnumerateArray().Select(Text)));
    }

    private static async Task EmptyAsync(Subject s)
    {
        var answer = await s.AskAsync(false, [new(ChatRole.System, []), new(ChatRole.User, []), new(ChatRole.Assistant, []), new(ChatRole.User, "What is 1 + 2?")]);
        Unless(answer.Text.Length > 0);
        UnlessSame("What is 1 + 2?", Text(s.Messages.EnumerateArray().Last()));
    }

    private static async Task ByteForByteAsync(Subject s, string way)
    {
        s.Server.When("").Answer(Odd);
        var answer = await s.AskAsync(way == "in parts", [new(ChatRole.User, Odd)]);
        if (way == "to the server")
        {
            UnlessSame(Odd, Text(s.Messages[0]));
        }
        else
        {
            UnlessSame(Odd, answer.Text);
        }
    }

    private static async Task UsageAsync(Subject s, bool streamed)
    {
        var usage = (await s.AskAsync(false, "Explain in ten words how it works")).Usage;
        if (streamed)
        {
            var contents = new List<UsageContent>();
            await foreach (var update in s.Chat.GetStreamingResponseAsync("Explain in ten words how it works", cancellationToken: s.Ct))
            {
                contents.AddRange(update.Contents.OfType<UsageContent>());
            }

            UnlessSame(1, contents.Count);
            usage = contents[0].Details;
        }

        Unless(usage is { InputTokenCount: > 1, OutputTokenCount: > 1 });
        UnlessSame(usage.InputTokenCount + usage.OutputTokenCount, usage.TotalTokenCount);
    }

    private static async Task HistoryAsync(Subject s)
    {
        s.Server.When("hello").Answer("one two three");
        List<ChatMessage> history = [new(ChatRole.User, "hello")];
        await history.AddMessagesAsync(s.Chat.GetStreamingResponseAsync(history, cancellationToken: s.Ct), s.Ct);
        UnlessSame(2, history.Count);
        UnlessSame(ChatRole.Assistant, history[1].Role);
        UnlessSame("one two three", (history[1].Contents.Single() as TextContent)?.Text);
    }

    private static async Task PictureAsync(Subject s)
    {
        await s.AskAsync(false, [new(ChatRole.User, [new TextContent("What is this?"), new DataContent(Png, "image/png")])]);
        Unless(s.Messages.GetRawText().Contains(Convert.ToBase64String(Png), StringComparison.Ordinal));
    }

    private static async Task ThinkingAsync(Subject s, bool streamed)
    {
        s.Server.When("hello").Answer("It is blue.", "Let me think.");
        var answer = await s.AskAsync(streamed, "hello", Effort());
        UnlessSame("It is blue.", answer.Text);
        UnlessSame("Let me think.", string.Concat(answer.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text)));
    }

    private static async Task ThinkingBackAsync(Subject s)
    {
        s.Server.When("hello").Answer("It is blue.", "Let me think.");
        var answer = await s.AskAsync(false, "hello", Effort());
        await s.AskAsync(false, [new(ChatRole.User, "hello"), .. answer.Messages, new(ChatRole.User, "Why?")], Effort());
        Unless(s.Messages[1].GetRawText().Contains("Let me think.", StringComparison.Ordinal));
        UnlessSame("It is blue.", Text(s.Messages[1]));
    }

    private static async Task IdentityAsync(Subject s)
    {
        foreach (var streamed in (bool[])[false, true])
        {
            var answer = await s.AskAsync(streamed, "hello");
            Unless(answer.ModelId?.StartsWith(Subject.Model, StringComparison.Ordinal) == true);
            Unless(answer.ResponseId is { Length: > 0 });
            Unless(answer.Messages.Single().MessageId is { Length: > 0 });
            UnlessSame(ChatFinishReason.Stop, answer.FinishReason);
        }
    }

    private static async Task LengthAsync(Subject s)
    {
        s.Server.When("hello").Answer("one two three four five six seven eight");
        UnlessSame(ChatFinishReason.Length, (await s.AskAsync(false, "hello", new ChatOptions { MaxOutputTokens = 2 })).FinishReason);
        UnlessSame(ChatFinishReason.Length, (await s.AskAsync(true, "hello", new ChatOptions { MaxOutputTokens = 2 })).FinishReason);
    }

    private static async Task JsonAsync(Subject s)
    {
        var type = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse));
        foreach (var streamed in (bool[])[false, true])
        {
            var answer = await s.AskAsync(streamed, "hello");
            var kept = (ChatResponse)JsonSerializer.Deserialize(JsonSerializer.Serialize(answer, type), type)!;
            UnlessSame(answer.Text, kept.Text);
            UnlessSame(answer.Usage?.TotalTokenCount, kept.Usage?.TotalTokenCount);
        }
    }

    private static Task MetadataAsync(Subject s)
    {
        var metadata = s.Chat.GetService<ChatClientMetadata>();
        Unless(metadata?.ProviderName is { Length: > 0 });
        Unless(metadata.ProviderUri is { Port: > 0 });
        UnlessSame(Subject.Model, metadata.DefaultModelId);
        return Task.CompletedTask;
    }

    private static ChatOptions Effort() => new() { Reasoning = new() { Effort = ReasoningEffort.High } };

    private static string? Text(JsonElement message) => message.GetProperty("content") is { ValueKind: JsonValueKind.Array } parts
        ? string.Concat(parts.EnumerateArray().Select(part => part.GetProperty("text").GetString()))
        : message.GetProperty("content").GetString();
}
