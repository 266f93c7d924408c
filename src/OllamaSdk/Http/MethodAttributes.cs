namespace OllamaSdk.Http;

/// <summary>An HTTP verb and a path on an interface method. The names and the argument order are Refit's.</summary>
/// <param name="path">Begins with <c>/</c>; <c>{name}</c> stands for the parameter of that name.</param>
[AttributeUsage(AttributeTargets.Method)]
internal abstract class HttpMethodAttribute(string path) : Attribute
{
    public string Path { get; } = path;
}

internal sealed class GetAttribute(string path) : HttpMethodAttribute(path);

internal sealed class PostAttribute(string path) : HttpMethodAttribute(path);

internal sealed class PutAttribute(string path) : HttpMethodAttribute(path);

internal sealed class DeleteAttribute(string path) : HttpMethodAttribute(path);

internal sealed class HeadAttribute(string path) : HttpMethodAttribute(path);
