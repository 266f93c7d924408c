using OllamaSdk.Streaming;

namespace OllamaSdk;

public sealed partial record ModelProgress : IStreamItem
{
    // Any other last word, known or new, means that the server stopped before it was done.
    bool IStreamItem.IsLast => Status == "success";

    void IStreamItem.AppendTo(PartialAnswer partial) => partial.Status = Status;
}
