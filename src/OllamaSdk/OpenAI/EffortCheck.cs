using OllamaSdk.Models;

namespace OllamaSdk.OpenAI;

/// <summary>The words of <c>/v1</c> for how hard to think, and what a model of Ollama's makes of them.</summary>
internal static class EffortCheck
{
    /// <exception cref="LlmApiException">The model does not know it, and the server would take another level without a word.</exception>
    public static void Demand(ReasoningEffort wanted, ModelThinking known, string model, Uri endpoint)
    {
        if (!IsKnown(wanted, known))
        {
            // A switch has no word for on.
            var words = known.Values.Where(value => value != Think.On).Select(value => value == Think.Off ? ReasoningEffort.None.Value : value.ToString());
            throw ThinkingCheck.Refusal(ThinkingCheck.Problem(wanted.Value, words, model), model, endpoint);
        }
    }

    /// <summary>The word that does what is wanted of a model with these levels: to switch thinking on, its own level where it has one that thinks.</summary>
    public static ReasoningEffort Of(Think wanted, ModelThinking? known)
    {
        if (wanted != Think.On)
        {
            return wanted == Think.Off ? ReasoningEffort.None : new ReasoningEffort(wanted.ToString());
        }

        IEnumerable<Think?> levels = known is null || known.Values.Contains(Think.Medium) ? [] : [known.Default, .. known.Values];
        return levels.FirstOrDefault(level => level is not null && level != Think.Off && level != Think.On) is { } own
            ? new ReasoningEffort(own.ToString())
            : ReasoningEffort.Medium;
    }

    private static bool IsKnown(ReasoningEffort wanted, ModelThinking known)
    {
        if (wanted == ReasoningEffort.None)
        {
            return ThinkingCheck.IsKnown(Think.Off, known);
        }

        // OpenAI's words stand beside the model's own.
        var alias = wanted.Value switch { "minimal" => Think.Low, "xhigh" or "ultra" => Think.Max, _ => null };
        return ThinkingCheck.IsKnown(Think.Level(wanted.Value), known)
            || (alias is not null && known.Values.Contains(alias))
            // Of a word that it does not know the server makes the model's default, which is what a switch that is on does.
            || (known.Values.Contains(Think.On) && known.Default != Think.Off);
    }
}
