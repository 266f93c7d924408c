using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Pictures for servers that take them as bytes and take nothing else.</summary>
internal static class Pictures
{
    /// <summary>The picture in a content; <see langword="null"/> where the content has nothing for a model.</summary>
    /// <exception cref="NotSupportedException">It is for a model, and there is no way to send it.</exception>
    public static LlmImage? From(AIContent content)
    {
        if (content is UriContent { Uri.IsAbsoluteUri: true, Uri.Scheme: "data" } link)
        {
            content = new DataContent(link.Uri, link.MediaType);
        }

        return content switch
        {
            DataContent data when data.HasTopLevelMediaType("image") => LlmImage.FromBytes(data.Data),
            DataContent data => throw new NotSupportedException($"A {data.MediaType} cannot be sent to this server: it takes texts and pictures."),
            UriContent => throw new NotSupportedException("A link cannot be sent to this server: it takes pictures as bytes, in a DataContent."),
            HostedFileContent or HostedVectorStoreContent => throw new NotSupportedException($"A {content.GetType().Name} cannot be sent to this server: it keeps no files."),
            // Records of what was counted, approved or done elsewhere.
            _ => null,
        };
    }
}
