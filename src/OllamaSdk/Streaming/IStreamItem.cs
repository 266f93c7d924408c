using System.Text.Json;

namespace OllamaSdk.Streaming;

/// <summary>What the stream readers must know of an item: whether it ends the stream, and what of it a failure should keep.</summary>
internal interface IStreamItem : IWireModel
{
    /// <summary>The end mark: a stream that closes before an item says so is incomplete.</summary>
    bool IsLast { get; }

    /// <summary>Whether a clean close after this item is an end too; only where nothing is known of the end mark.</summary>
    bool MayBeLast => false;

    /// <summary>Whether this, as an unstreamed answer, is not the whole of one.</summary>
    bool IsUnfinished => !IsLast && !MayBeLast;

    /// <summary>The same in the form that is due, where a server wrote it in another with the same meaning; itself otherwise.</summary>
    /// <param name="odd">Is told of it.</param>
    IStreamItem InUsualForm(OddForm odd) => this;

    /// <summary>Adds this item to what the exception carries should the stream fail later.</summary>
    void AppendTo(PartialAnswer partial);

    /// <summary>Notes which parts of the answer (choices) this item belongs to, and which of them it ends. Without any the item speaks for the whole.</summary>
    void Follow(ref OpenParts parts)
    {
    }

    /// <summary>The items that the stream of an answer would have had which came whole; <see langword="null"/> where the JSON is none, or reads as an item.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    static virtual IReadOnlyList<IStreamItem>? FromWhole(ReadOnlySpan<byte> json) => null;

    /// <summary>
    /// Reads the usual form of an item without the serializer, several times as fast; <see langword="null"/> where anything is unusual, and
    /// the serializer decides. Generated beside the models.
    /// </summary>
    /// <param name="reader">Stands before a member; its last token is the start of the object.</param>
    /// <param name="texts">Those of the stream.</param>
    static virtual IStreamItem? TryRead(ref Utf8JsonReader reader, RepeatedTexts texts) => null;

    /// <summary>The paths of the members that differ from item to item, such as <c>message.content</c>. Generated beside the models.</summary>
    static virtual string[] VaryingMembers => [];

    /// <summary>A copy of an item with other values in the members that vary; <see langword="null"/> where one of these is unusual. Generated beside the models.</summary>
    /// <param name="known">The item, not to be changed.</param>
    /// <param name="values">Those of the members.</param>
    static virtual IStreamItem? TryFill(IStreamItem known, in VaryingValues values) => null;
}
