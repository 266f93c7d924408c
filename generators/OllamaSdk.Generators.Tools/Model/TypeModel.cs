namespace OllamaSdk.Generators.Tools.Model;

/// <summary>A type that is read or written. Exactly the part that its form names is there.</summary>
/// <param name="Name">The C# type, fully qualified, without a question mark of its own.</param>
/// <param name="Id">An identifier, unique among the types of one generated file.</param>
internal sealed record TypeModel(
    string Name,
    string Id,
    TypeForm Form,
    ScalarModel? Scalar = null,
    EnumModel? Enum = null,
    ListModel? List = null,
    MapModel? Map = null,
    ObjectModel? Object = null,
    UnionModel? Union = null)
{
    /// <summary>Whether the type is part of itself.</summary>
    public bool IsRecursive => Object is { IsRecursive: true } || Union is { IsRecursive: true };
}

/// <summary>A type of one JSON token, or of any JSON.</summary>
/// <param name="Reader">The method of <c>JsonRead</c>.</param>
/// <param name="Writer">The method of <c>JsonWrite</c>.</param>
/// <param name="SchemaType">The schema's <c>type</c>; empty where any JSON fits.</param>
/// <param name="SchemaRest">Further keywords, as JSON text without braces.</param>
internal sealed record ScalarModel(ScalarKind Kind, string Reader, string Writer, string SchemaType, string SchemaRest);

/// <summary>The members of an enum, in the order of their declaration.</summary>
/// <param name="IsUnsigned">Whether its values are of a type without a sign.</param>
internal sealed record EnumModel(EquatableArray<EnumMemberModel> Members, bool IsUnsigned)
{
    /// <summary>A value as a number in C#.</summary>
    public string Number(string value) => $"({(IsUnsigned ? "ulong" : "long")}){value}";

    /// <summary>The same as text, in every culture.</summary>
    public string NumberText(string value) => $"({Number(value)}).ToString(global::System.Globalization.CultureInfo.InvariantCulture)";

    /// <summary>The members that name flags, those of several bits before the bits themselves.</summary>
    public List<EnumMemberModel> Flags()
    {
        var flags = new List<EnumMemberModel>();
        foreach (var member in Members)
        {
            if (!member.IsAlias && member.Bits != 0)
            {
                flags.Add(member);
            }
        }

        flags.Sort(static (a, b) => b.Bits.CompareTo(a.Bits));
        return flags;
    }
}

/// <param name="Code">The member in C#.</param>
/// <param name="IsAlias">Whether a member before it has the same value.</param>
/// <param name="Bits">The value; a negative one as its two's complement.</param>
internal sealed record EnumMemberModel(string JsonName, string Code, ulong Bits, bool IsAlias);

/// <param name="Build">The expression that makes the type from the <c>List&lt;T&gt;</c> named <c>items</c>.</param>
/// <param name="IsSet">Whether two equal items are refused.</param>
internal sealed record ListModel(ValueModel Item, string Build, bool IsSet);

/// <param name="KeyExpected">What a key should be, in words; empty where any text is a key.</param>
/// <param name="Build">The expression that makes the type from the <c>Dictionary&lt;TKey, T&gt;</c> named <c>items</c>.</param>
internal sealed record MapModel(ValueModel Key, ValueModel Item, string KeyExpected, string Build);

/// <param name="Description">What the type is, in words for the model; empty when nobody said.</param>
/// <param name="IsCloneable">Whether <c>with</c> can set its members.</param>
/// <param name="IsRecursive">Whether the type is part of itself.</param>
/// <param name="IsClosed">Whether members that it does not know are refused.</param>
/// <param name="IsTuple">Whether it is made by parentheses alone.</param>
/// <param name="Kind">The member by which it is told from others, where it is one of several kinds.</param>
internal sealed record ObjectModel(
    EquatableArray<MemberModel> Members, string Description, bool IsCloneable, bool IsRecursive, bool IsClosed = false, bool IsTuple = false, KindModel? Kind = null);

/// <summary>A type whose objects are of several kinds, told apart by a member with a constant.</summary>
/// <param name="Kinds">An object each, which only this type refers to.</param>
/// <param name="Rest">How other objects of the type are written; <see langword="null"/> where they cannot be, or where it is read.</param>
/// <param name="RestIsAny">Whether that goes for types that nobody knows, and not for the type itself only.</param>
internal sealed record UnionModel(string Discriminator, EquatableArray<TypeModel> Kinds, string Description, bool IsRecursive, TypeModel? Rest = null, bool RestIsAny = false);

/// <param name="Member">The name of the member in JSON.</param>
/// <param name="Text">The constant where it is text.</param>
/// <param name="Number">The constant where it is a number.</param>
internal sealed record KindModel(string Member, string? Text, int Number)
{
    public string Json => Text is null ? Parsing.Literals.Json(Number)! : Parsing.Literals.Quote(Text);

    /// <summary>The constant in C#.</summary>
    public string Code => Text is null ? Parsing.Literals.Code(Number)! : Parsing.Literals.Utf8(Text);

    public string Words => Text ?? Json;
}
