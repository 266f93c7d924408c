namespace OllamaSdk.OpenApi.Model;

/// <summary>A type that gets a file of its own; the pointer says where the description defines it.</summary>
internal abstract record ApiType(string Name, string Pointer, Documentation Documentation);

/// <summary>An object with named members.</summary>
internal sealed record RecordType(string Name, string Pointer, Documentation Documentation, IReadOnlyList<RecordProperty> Properties)
    : ApiType(Name, Pointer, Documentation);

/// <summary>
/// A property; its type has no question mark yet, a text for <c>[Obsolete]</c> is only there where users should be warned, and a text that
/// repeats is the same in every item of a stream, while what varies is another in each, and what drifts in some. In an answer absence may tell something, or mean the same as an empty object; and a property
/// may only inform, so that the answer is good without it. Where that is not said, the type decides. Where servers send other forms too, either a
/// converter reads them into the same type, or a type of its own holds them beside the one that users see.
/// </summary>
internal sealed record RecordProperty(
    string Name,
    string WireName,
    string Type,
    string? Obsolete,
    bool Repeats,
    bool Varies,
    bool Drifts,
    bool AbsenceTells,
    bool AbsenceIsEmpty,
    bool? Informs,
    string? Converter,
    string? WireType,
    Documentation Documentation);

/// <summary>A string with known values that may be any other as well.</summary>
internal sealed record OpenStringType(string Name, string Pointer, Documentation Documentation, IReadOnlyList<KnownValue> Values)
    : ApiType(Name, Pointer, Documentation);

internal sealed record KnownValue(string Name, string WireValue, Documentation Documentation);
