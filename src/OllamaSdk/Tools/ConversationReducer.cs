using OllamaSdk.OpenAI;
using OllamaSdk.Prompting;
using OllamaSdk.Reduction;

namespace OllamaSdk;

/// <summary>
/// Keeps a long conversation short enough: where it is longer than a limit, its oldest turns are left out, or summarized by a model. A turn is what the person
/// said and all up to what it said next. System messages always stay, and so does the newest turn; calls of tools and their results stay or go together.
/// </summary>
/// <remarks>
/// Set as <see cref="Conversation{TMessage, TAnswer}.Reducer"/> it does so before each turn; <c>ReduceAsync</c> does so with a list of messages. A summary is a turn
/// of its own at the beginning, and goes into the next summary. A reducer may be shared by any number of conversations.
/// </remarks>
/// <example><code>
/// var conversation = client.StartConversation();
/// conversation.Reducer = new ConversationReducer { MaxTokens = 6000 };
/// var answer = await conversation.SendAsync("And what did we say about Oslo?");
/// Console.WriteLine($"{answer.Text} ({answer.Reduction?.Removed.Count ?? 0} messages were left out)");
/// </code></example>
public sealed partial class ConversationReducer
{
    // What templates put around each message; and a picture, of which most models make a few hundred tokens, some more than a thousand.
    private const int Frame = 4;
    private const int Picture = 1024;

    // Has learned nothing.
    private static readonly PromptMemory s_anyModel = new();

    /// <summary>
    /// The most tokens that all messages together may have; at least 1. It is the text of the messages by estimate: leave room for the definitions of tools
    /// and for the answer. No limit where <see langword="null"/>.
    /// </summary>
    public int? MaxTokens { get; set; }

    /// <summary>The most turns that may stay, the newest included and a summary not; at least 1. No limit where <see langword="null"/>.</summary>
    public int? MaxTurns { get; set; }

    /// <summary>
    /// Where a limit is passed, how much of it may stay: above 0, at most 1, which is the default. Less than 1 removes more at a time and so less often: each
    /// time costs the server what it has in its cache of the conversation, and with <see cref="Summarize"/> a request.
    /// </summary>
    public double ReduceTo { get; set; } = 1;

    /// <summary>
    /// Asks a model for a summary: it is given a prompt and answers with the text. <see langword="null"/>, the default, leaves the turns out without one. Its
    /// exceptions end the turn, and the history stays as it was.
    /// </summary>
    /// <example><code>
    /// var reducer = new ConversationReducer
    /// {
    ///     MaxTokens = 6000,
    ///     Summarize = async (prompt, stop) =&gt; (await client.ChatAsync(prompt, "llama3.2", cancellationToken: stop)).Message.Content,
    /// };
    /// </code></example>
    public Func<string, CancellationToken, Task<string>>? Summarize { get; set; }

    /// <summary>About how long a summary may be, in tokens: the model is told, and so much is kept free within <see cref="MaxTokens"/>, but no more than half; 500, at least 1.</summary>
    public int SummaryTokens { get; set; } = 500;

    /// <summary>What the model is told before it reads what it is to summarize.</summary>
    public string Instructions { get; set; } = Summary.Instructions;

    /// <summary>
    /// Counts the tokens of a text. Where <see langword="null"/>, they are estimated: in a conversation by what the model's earlier answers have shown, else by
    /// the kind of text.
    /// </summary>
    public Func<string, int>? CountTokens { get; set; }

    /// <summary>Leaves out or summarizes the oldest turns, where the conversation is longer than a limit.</summary>
    /// <param name="messages">The conversation, oldest first. Neither the list nor a message is changed.</param>
    /// <param name="cancellationToken">Ends the summarizing.</param>
    /// <returns>What is left, and what was removed.</returns>
    /// <exception cref="ArgumentException">A setting is wrong, there is no limit, or a message is <see langword="null"/>.</exception>
    public Task<ReducedConversation<OllamaChatMessage>> ReduceAsync(IEnumerable<OllamaChatMessage> messages, CancellationToken cancellationToken = default) =>
        ReduceAsync(messages, null, cancellationToken);

    /// <inheritdoc cref="ReduceAsync(IEnumerable{OllamaChatMessage}, CancellationToken)"/>
    public Task<ReducedConversation<ChatCompletionMessage>> ReduceAsync(IEnumerable<ChatCompletionMessage> messages, CancellationToken cancellationToken = default) =>
        ReduceAsync(messages, null, cancellationToken);

    /// <param name="messages">The conversation.</param>
    /// <param name="estimate">Knows the model; <see langword="null"/> where it knows nothing yet.</param>
    /// <param name="cancellationToken">Ends the summarizing.</param>
    internal async Task<ReducedConversation<TMessage>> ReduceAsync<TMessage>(
        IEnumerable<TMessage> messages, Func<IReadOnlyList<TMessage>, long?>? estimate, CancellationToken cancellationToken)
        where TMessage : class
    {
        Validate();
        ArgumentNullException.ThrowIfNull(messages);
        TMessage[] all = [.. messages];
        var spoken = Array.ConvertAll(all, message => (ISpokenMessage)(object)(message ?? throw new ArgumentException("A message is null.", nameof(messages))));
        var turns = new Turns(spoken);
        var before = Size(all);
        var going = CountGoing(turns, before, count => Size(Rest(count)));
        if (going == 0)
        {
            return new() { Messages = all, EstimatedTokens = before, EstimatedTokensBefore = before };
        }

        var removed = all.Where((_, index) => turns.IsWithin(index, going)).ToArray();
        var summary = Summarize is null ? null : await AskAsync(removed.Cast<ISpokenMessage>(), cancellationToken).ConfigureAwait(false);
        var left = Rest(going);
        if (summary is not null)
        {
            // Behind the system prompt, before the first turn that stays.
            var place = left.IndexOf((TMessage)turns.FirstOf(going));
            left.InsertRange(place, Summary.Turn(spoken[0], summary).Cast<TMessage>());
        }

        return new() { Messages = left, Removed = removed, Summary = summary, EstimatedTokens = Size(left), EstimatedTokensBefore = before };

        List<TMessage> Rest(int count) => [.. all.Where((_, index) => !turns.IsWithin(index, count))];

        long Size(IReadOnlyList<TMessage> some) => CountTokens is null && estimate?.Invoke(some) is { } known ? known : some.Sum(message => SizeOf((ISpokenMessage)message));
    }

    /// <exception cref="ArgumentException">A setting is wrong, or there is no limit.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTokens ?? 1, 1, nameof(MaxTokens));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTurns ?? 1, 1, nameof(MaxTurns));
        ArgumentOutOfRangeException.ThrowIfLessThan(SummaryTokens, 1, nameof(SummaryTokens));
        ArgumentNullException.ThrowIfNull(Instructions, nameof(Instructions));
        if (!(ReduceTo is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ReduceTo), ReduceTo, $"{nameof(ReduceTo)} must be above 0 and at most 1.");
        }

        if (MaxTokens is null && MaxTurns is null)
        {
            throw new ArgumentException($"The reducer has no limit: set {nameof(MaxTokens)} or {nameof(MaxTurns)}.", nameof(MaxTokens));
        }
    }

    // How many of the oldest turns must go; 0 where none need to, or none can.
    private int CountGoing(Turns turns, long size, Func<int, long> sizeWithout)
    {
        var summaries = turns.Count > 0 && Summary.Is(turns.FirstOf(0)) ? 1 : 0;
        var (isLong, isMany) = (size > MaxTokens, turns.Count - summaries > MaxTurns);
        // To summarize a summary alone brings nothing.
        var (least, most) = (Summarize is null ? 1 : 1 + summaries, turns.Count - 1);
        if (!(isLong || isMany) || most < least)
        {
            return 0;
        }

        var tokens = (MaxTokens * (isLong ? ReduceTo : 1)) - (Summarize is null || MaxTokens is null ? 0 : Math.Min(SummaryTokens, MaxTokens.Value / 2));
        if (MaxTurns is { } stay)
        {
            least = Math.Clamp(turns.Count - Math.Max(1, (int)(stay * (isMany ? ReduceTo : 1))), least, most);
        }

        // The fewest that are enough: the fewer turns, the fewer tokens.
        while (tokens is not null && least < most)
        {
            var middle = (least + most) / 2;
            (least, most) = sizeWithout(middle) <= tokens ? (least, middle) : (middle + 1, most);
        }

        return least;
    }

    private async Task<string?> AskAsync(IEnumerable<ISpokenMessage> removed, CancellationToken cancellationToken)
    {
        var prompt = Summary.Prompt(Instructions, Math.Max(1, SummaryTokens * 3 / 4), removed);
        var summary = await Summarize!(prompt, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        return string.IsNullOrWhiteSpace(summary) ? null : summary.Trim();
    }

    private long SizeOf(ISpokenMessage message) =>
        Frame + ((long)Picture * message.Pictures) + SizeOf(message.Words) + message.Calls.Sum(call => (long)SizeOf(call.Name) + SizeOf(call.Arguments));

    private int SizeOf(string text)
    {
        if (CountTokens is { } count)
        {
            return count(text);
        }

        // The estimate is as often too low as too high.
        var measure = new TextMeasure();
        measure.Add(text, isProvable: false);
        return (int)Math.Ceiling(s_anyModel.Usual(measure) * 1.2);
    }
}
