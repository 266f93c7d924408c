namespace OllamaSdk;

public sealed partial record SystemOneQuestion
{
    /// <summary>Whether something is so. The answer is the probability of yes, <see cref="SystemOneAnswer.Noul"/>.</summary>
    /// <param name="instructions">The question, such as <c>Is the writer angry?</c></param>
    /// <param name="yes">What yes means, where the question does not say it all.</param>
    /// <param name="no">What no means.</param>
    /// <returns>The question.</returns>
    public static SystemOneQuestion YesNo(string instructions, string? yes = null, string? no = null)
    {
        ArgumentNullException.ThrowIfNull(instructions);
        return new()
        {
            Type = SystemOneType.Probability,
            Instructions = DecisionJson.Text(instructions),
            Criteria = yes is null && no is null ? null : DecisionJson.Meanings(no, yes),
        };
    }

    /// <summary>Which of some options. The answer is one of them, <see cref="SystemOneAnswer.Choice"/>, with the probability of each.</summary>
    /// <param name="instructions">The question, such as <c>What is it about?</c></param>
    /// <param name="options">The options by name, 2 to 26, with some models up to 255; the names come back as they are given.</param>
    /// <returns>The question.</returns>
    /// <exception cref="ArgumentException">Two options have the same name.</exception>
    public static SystemOneQuestion Choice(string instructions, params string[] options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Choice(instructions, options.Select(name => KeyValuePair.Create(name, (string?)null)));
    }

    /// <summary>Which of some options that are described.</summary>
    /// <param name="instructions">The question, such as <c>What is it about?</c></param>
    /// <param name="options">The options with their descriptions, where they have any; a dictionary, which is sent in its order.</param>
    /// <inheritdoc cref="Choice(string, string[])" path="/returns|/exception"/>
    public static SystemOneQuestion Choice(string instructions, IEnumerable<KeyValuePair<string, string?>> options)
    {
        ArgumentNullException.ThrowIfNull(instructions);
        ArgumentNullException.ThrowIfNull(options);
        return new() { Type = SystemOneType.Choice, Instructions = DecisionJson.Text(instructions), Criteria = DecisionJson.Options(options) };
    }

    /// <summary>How much. The answer is a place on the levels, <see cref="SystemOneAnswer.Score"/>, with the probability of each.</summary>
    /// <param name="instructions">The question, such as <c>How hard is the tone?</c></param>
    /// <param name="levels">What the levels mean, from level 0 up; 2 to 26, with some models and servers fewer.</param>
    /// <returns>The question.</returns>
    public static SystemOneQuestion Score(string instructions, params string[] levels)
    {
        ArgumentNullException.ThrowIfNull(instructions);
        ArgumentNullException.ThrowIfNull(levels);
        return new() { Type = SystemOneType.Score, Instructions = DecisionJson.Text(instructions), Criteria = DecisionJson.Levels(levels) };
    }
}
