namespace OllamaSdk.Cli.Output.Markdown.Inline;

/// <summary>Finds the partners of marks, by the rules of CommonMark. Each mark is looked at a bounded number of times.</summary>
internal static class Emphasis
{
    private const int Kinds = 12;

    /// <summary>Pairs the marks from a place in the list on, and removes them.</summary>
    public static void Pair(List<Node> marks, int from)
    {
        // What was searched for in vain below a place is not searched for there again: by mark, whether the closing one can open too, and length modulo 3.
        Span<int> bottoms = stackalloc int[Kinds * 3];
        bottoms.Fill(from);
        for (var closing = from; closing < marks.Count; closing++)
        {
            var closer = marks[closing];
            while (closer.CanClose && closer.Length > 0)
            {
                ref var bottom = ref bottoms[Kind(closer)];
                var opening = Opener(marks, closer, closing, bottom);
                if (opening < 0)
                {
                    bottom = closing;
                    break;
                }

                Join(marks[opening], closer);
                // What stands between them has found no partner, and finds none outside.
                marks.RemoveRange(opening + 1, closing - opening - 1);
                closing = opening + 1;
                for (var i = 0; i < bottoms.Length; i++)
                {
                    bottoms[i] = Math.Min(bottoms[i], closing);
                }

                if (marks[opening].Length == 0)
                {
                    marks.RemoveAt(opening);
                    closing--;
                }
            }
        }
    }

    private static int Opener(List<Node> marks, Node closer, int closing, int bottom)
    {
        for (var i = closing - 1; i >= bottom; i--)
        {
            var opener = marks[i];
            if (opener.Mark == closer.Mark && opener.CanOpen && opener.Length > 0 && MayJoin(opener, closer))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool MayJoin(Node opener, Node closer) => closer.Mark == '~'
        ? opener.Length == 2 && closer.Length == 2
        : !(opener.CanClose || closer.CanOpen) || (opener.OriginalLength + closer.OriginalLength) % 3 != 0
            || (opener.OriginalLength % 3 == 0 && closer.OriginalLength % 3 == 0);

    private static void Join(Node opener, Node closer)
    {
        var length = opener.Length >= 2 && closer.Length >= 2 ? 2 : 1;
        var counts = closer.Mark == '~' ? new StyleCounts { Struck = 1 } : length == 2 ? new StyleCounts { Bold = 1 } : new StyleCounts { Italic = 1 };
        opener.Opens.Add(counts, 1);
        closer.Closes.Add(counts, 1);
        opener.Length -= length;
        closer.Length -= length;
        closer.Start += length;
    }

    private static int Kind(Node closer) =>
        ((closer.Mark switch { '*' => 0, '_' => 1, _ => 2 }) * 6) + (closer.CanOpen ? 3 : 0) + (closer.OriginalLength % 3);
}
