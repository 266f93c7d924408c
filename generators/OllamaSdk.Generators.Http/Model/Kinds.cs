namespace OllamaSdk.Generators.Http.Model;

/// <summary>The verbs, each named as the static member of <c>HttpMethod</c>.</summary>
internal enum HttpVerb
{
    Get,
    Post,
    Put,
    Delete,
    Head,
}

/// <summary>What a method hands back, and so which method of the runner it calls.</summary>
internal enum ResultKind
{
    /// <summary><c>Task</c>: success or an exception.</summary>
    Nothing,

    /// <summary><c>Task&lt;T&gt;</c>: the body, read by its declared type.</summary>
    Content,

    /// <summary><c>Task&lt;ApiResponse&lt;T&gt;&gt;</c>: failures are captured, not thrown.</summary>
    Response,

    /// <summary><c>Task&lt;HttpResponseMessage&gt;</c>.</summary>
    Message,

    /// <summary><c>Task&lt;Stream&gt;</c>.</summary>
    ByteStream,

    /// <summary><c>IAsyncEnumerable&lt;T&gt;</c>: items as they arrive.</summary>
    Items,
}
