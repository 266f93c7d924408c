using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Streaming;

/// <summary>One whole answer, written over several lines, where a stream was asked for: it can be read when all of it is there.</summary>
internal sealed class DocumentReader<T>(Exchange exchange, BodyReader body, Func<JsonTypeInfo<T>> typeInfo, int maxLineBytes)
    : ItemReader<T>(exchange, body, maxLineBytes, [], [])
    where T : class, IStreamItem
{
    private readonly WholeItems<T> _whole = new();

    protected override T? TryTake()
    {
        if (_whole.TryTake() is { } next)
        {
            return next;
        }

        if (!Body.AtEnd || Body.UnreadLength == 0)
        {
            return null;
        }

        var json = BodyLooks.WithoutMark(Body.TakeRest()).Trim(" \t\r\n"u8);
        return _whole.TryRead(json, Parser, Partial) ?? Parser.ParseLast(json, typeInfo, Partial);
    }
}
