namespace Demo.@event;

internal static partial class Outer
{
    internal partial record struct Inner
    {
        internal static partial class Tools
        {
            [LlmTool("Places an order.", Destructive = true)]
            private static Receipt Order(Order order, string[] notes, IProgress<string> progress) => new(order.Lines.Count, notes.FirstOrDefault());
        }
    }

    private sealed record Receipt(int Lines, string? Note);

    private sealed record Order(List<Line> Lines)
    {
        public bool IsGift { get; init; }
    }

    private readonly record struct Line(string Article, int Count = 1);
}
