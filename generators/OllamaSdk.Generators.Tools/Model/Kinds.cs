namespace OllamaSdk.Generators.Tools.Model;

/// <summary>The JSON form of a type.</summary>
internal enum TypeForm
{
    Scalar,
    Enum,
    Flags,
    List,
    Map,
    Object,
    Union,
}

/// <summary>What a scalar is to JSON schema, and so which constraints it can have.</summary>
internal enum ScalarKind
{
    Integer,
    Number,
    Decimal,
    String,
    OtherText,
    Boolean,
    Any,
}

/// <summary>Where a parameter's value comes from.</summary>
internal enum ParameterSource
{
    Argument,
    Token,
    Context,
    Provider,
    Progress,
    Service,
}

/// <summary>How a method gives its result.</summary>
internal enum ResultKind
{
    Nothing,
    Text,
    ToolResult,
    Json,
    Stream,
}

/// <summary>When a member of a result is left out.</summary>
internal enum WriteCondition
{
    Always,
    NotNull,
    NotDefault,
}

/// <summary>How a member gets its value when its object is read.</summary>
internal enum Binding
{
    /// <summary>A parameter of the constructor.</summary>
    Constructor,

    /// <summary>A setter that only an object initialiser may call.</summary>
    Init,

    /// <summary>A setter or a field.</summary>
    Set,

    /// <summary>The items of a collection that the object made itself, in place of those it has.</summary>
    Fill,

    /// <summary>The same, after those it has.</summary>
    FillMore,
}
