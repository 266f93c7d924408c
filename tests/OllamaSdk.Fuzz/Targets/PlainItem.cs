using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.Json;
using OllamaSdk.Streaming;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>One item as System.Text.Json alone reads it.</summary>
/// <param name="Text">What it is when it is written again; <see langword="null"/> where it is none.</param>
/// <param name="MayBeError">Whether it may tell of an error, beside which nothing need fit.</param>
/// <param name="IsLast">Whether it ends its stream.</param>
/// <param name="MayBeLast">Whether the stream may end after it.</param>
internal readonly record struct PlainItem(string? Text, bool MayBeError, bool IsLast, bool MayBeLast)
{
    public static PlainItem Of<T>(ReadOnlySpan<byte> json, JsonTypeInfo<T> info)
        where T : class, IStreamItem
    {
        OddForms.Take();
        try
        {
            var value = Utf8.IsValid(json) ? JsonSerializer.Deserialize(json, info) : null;
            if (value is null)
            {
                return new PlainItem(null, false, false, false);
            }

            // As the reader of the stream gives it to the caller.
            value = (T)value.InUsualForm(new OddForm(null));
            var extra = value.AdditionalProperties;
            var mayBeError = value.TellsError || extra?.ContainsKey("error") == true || (extra?.ContainsKey("message") == true && extra.ContainsKey("type"));
            return new PlainItem(Reading.Text(value, info), mayBeError, value.IsLast, value.MayBeLast);
        }
        catch (JsonException)
        {
            return new PlainItem(null, true, false, false);
        }
    }

    /// <summary>Compares the items of a stream with what should have come, one after the other.</summary>
    /// <param name="outcome">What came.</param>
    /// <param name="at">How many items were compared before; counts this one.</param>
    /// <param name="isWhole">Whether nothing of its text can be missing.</param>
    /// <returns>Whether the stream goes on.</returns>
    public bool MustBeNext(StreamOutcome outcome, ref int at, bool isWhole)
    {
        if (at < outcome.Items.Count)
        {
            if (Text is null)
            {
                throw new BrokenRuleException($"What is no item was given as one: {outcome.Items[at]}");
            }

            if (outcome.Items[at] != Text)
            {
                throw new BrokenRuleException($"An item is another: {outcome.Items[at]}\nin place of\n{Text}");
            }

            at++;
            return true;
        }

        var mayEnd = Text is null
            ? outcome.Kind is "Protocol" || (MayBeError && outcome.Kind == "ServerError") || (!isWhole && outcome.Kind == "Incomplete")
            : MayBeError && outcome.Kind == "ServerError";
        return mayEnd ? false : throw new BrokenRuleException($"An item is missing: {Text}\nIt ended with {outcome.EndText}");
    }
}
