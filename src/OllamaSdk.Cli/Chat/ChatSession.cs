namespace OllamaSdk.Cli.Chat;

/// <summary>A conversation: what was said, by which model, under which instructions; and what goes with the next question.</summary>
internal sealed class ChatSession
{
    /// <summary>The model; <see langword="null"/> where each server is asked for its own.</summary>
    public string? Model { get; set; }

    public string? System { get; set; }

    public List<LlmMessage> Messages { get; } = [];

    /// <summary>Pictures for the next question.</summary>
    public List<LlmImage> Images { get; } = [];

    /// <summary>Files for the next question, as text.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The name under which the conversation is kept; <see langword="null"/> until it is.</summary>
    public string? Id { get; set; }

    /// <summary>A question that got no answer, and its place among the messages; <see langword="null"/> where the last one got one.</summary>
    public AskedQuestion? Unanswered { get; set; }

    /// <summary>What was asked last; <see langword="null"/> where nothing was.</summary>
    public AskedQuestion? Last => Unanswered
        ?? (Messages.FindLastIndex(message => message.Role == LlmRole.User) is >= 0 and var place ? new AskedQuestion(Messages[place], place) : null);

    /// <summary>A question, with all that is to go with it.</summary>
    public LlmMessage Question(string text) => new() { Content = string.Join("\n\n", [text, .. Files]), Images = [.. Images] };

    /// <summary>Everything that the model is to see.</summary>
    public IReadOnlyList<LlmMessage> Conversation(AskedQuestion asked) =>
        [.. string.IsNullOrEmpty(System) ? (LlmMessage[])[] : [LlmMessage.System(System)], .. Messages.Take(asked.Place), asked.Question];

    /// <summary>Takes in a question and what was said to it, in the place of all that stood there before.</summary>
    public void Answer(AskedQuestion asked, IEnumerable<LlmMessage> answer)
    {
        Messages.RemoveRange(asked.Place, Messages.Count - asked.Place);
        Messages.AddRange([asked.Question, .. answer]);
        Unanswered = null;
        Detach();
    }

    /// <summary>Begins anew; model and instructions stay.</summary>
    public void Clear()
    {
        Messages.Clear();
        Detach();
        (Unanswered, Id) = (null, null);
    }

    /// <summary>Leaves out what was to go with the next question.</summary>
    public void Detach()
    {
        Images.Clear();
        Files.Clear();
    }
}

/// <summary>A question.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Place">Its place among the messages: what stands there and behind it is not sent.</param>
internal sealed record AskedQuestion(LlmMessage Question, int Place);
