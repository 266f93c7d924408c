using System.Runtime.CompilerServices;
using OllamaSdk.Streaming;

namespace OllamaSdk;

/// <summary>Thinking that stands in the text of answers, made thinking. Only called where the option is set.</summary>
internal static class ThinkTags
{
    public static async Task<T> SplitAsync<T>(Task<T> answer, ThinkTags<T> tags)
        where T : class
    {
        try
        {
            var whole = await answer.ConfigureAwait(false);
            tags.Split(whole, isWhole: true);
            return whole;
        }
        catch (LlmException e)
        {
            SplitPartial(e);
            throw;
        }
    }

    /// <param name="stream">Can be read once.</param>
    /// <param name="tags">Of this stream.</param>
    /// <param name="cancellationToken">Of the loop that reads.</param>
    public static IAsyncEnumerable<T> SplitAsync<T>(IAsyncEnumerable<T> stream, ThinkTags<T> tags, CancellationToken cancellationToken)
        where T : class => ItemsAsync(stream, tags, cancellationToken).WithOwnTokens(cancellationToken);

    private static async IAsyncEnumerable<T> ItemsAsync<T>(IAsyncEnumerable<T> stream, ThinkTags<T> tags, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var items = stream.GetAsyncEnumerator(cancellationToken);
        await using (items.ConfigureAwait(false))
        {
            while (await NextAsync(items).ConfigureAwait(false))
            {
                tags.Split(items.Current, isWhole: false);
                yield return items.Current;
            }
        }

        if (tags.Rest() is { } rest)
        {
            yield return rest;
        }
    }

    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> items)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (LlmException e)
        {
            SplitPartial(e);
            throw;
        }
    }

    private static void SplitPartial(LlmException exception)
    {
        if (exception.Partial is { } partial)
        {
            var (text, thinking) = ThinkSplitter.Split(partial.Content);
            partial.MoveToThinking(text, thinking);
        }
    }
}

/// <summary>The same for one kind of answers, or of the items of a stream, which are changed: nobody else has seen them yet.</summary>
internal abstract class ThinkTags<T>
    where T : class
{
    /// <param name="item">The answer or the next item.</param>
    /// <param name="isWhole">Whether nothing comes after it, whatever it says.</param>
    public abstract void Split(T item, bool isWhole);

    /// <summary>An item of what is held back where the stream has ended without the item that ends it.</summary>
    public virtual T? Rest() => null;
}

/// <summary>Ollama's chat.</summary>
internal sealed class ChatThinkTags : ThinkTags<OllamaChatResponse>
{
    private readonly ThinkSplitter _splitter = new();

    public override void Split(OllamaChatResponse item, bool isWhole)
    {
        var message = item.MessageOnWire;
        if (_splitter.IsDone || message?.ContentOnWire?.Parts.Count > 0)
        {
            return;
        }

        var pieces = _splitter.Add(message?.ContentOnWire?.Text);
        pieces = isWhole || item is IStreamItem { IsLast: true } ? pieces + _splitter.End() : pieces;
        if (message is not null || pieces != new ThinkSplitter.Pieces("", ""))
        {
            item.Message = message ??= new();
            message.Content = message.ContentOnWire is null && pieces.Text.Length == 0 ? null : pieces.Text;
            message.ThinkingOnWire = pieces.Thinking.Length > 0 ? message.ThinkingOnWire + pieces.Thinking : message.ThinkingOnWire;
        }
    }
}

/// <summary>Ollama's generate.</summary>
internal sealed class GenerateThinkTags : ThinkTags<GenerateResponse>
{
    private readonly ThinkSplitter _splitter = new();

    public override void Split(GenerateResponse item, bool isWhole)
    {
        if (_splitter.IsDone)
        {
            return;
        }

        var pieces = _splitter.Add(item.ResponseOnWire);
        pieces = isWhole || item is IStreamItem { IsLast: true } ? pieces + _splitter.End() : pieces;
        item.ResponseOnWire = item.ResponseOnWire is null && pieces.Text.Length == 0 ? null : pieces.Text;
        item.ThinkingOnWire = pieces.Thinking.Length > 0 ? item.ThinkingOnWire + pieces.Thinking : item.ThinkingOnWire;
    }
}
