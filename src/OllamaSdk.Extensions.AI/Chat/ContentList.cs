using System.Collections;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>
/// The contents of an update, of which nearly every one has one: it lies in the list itself, and no array is made for it. Whoever adds to it or takes
/// from it gets an ordinary list underneath.
/// </summary>
internal sealed class ContentList(AIContent only) : IList<AIContent>, IReadOnlyList<AIContent>
{
    private AIContent _only = only;
    private List<AIContent>? _all;

    public int Count => _all?.Count ?? 1;

    public bool IsReadOnly => false;

    // For those who change it; readers may be many at once.
    private List<AIContent> All => _all ??= [_only];

    public AIContent this[int index]
    {
        get => _all is { } all ? all[index] : index == 0 ? _only : throw new ArgumentOutOfRangeException(nameof(index));
        set
        {
            if (_all is null && index == 0)
            {
                _only = value;
            }
            else
            {
                All[index] = value;
            }
        }
    }

    public void Add(AIContent item) => All.Add(item);

    public void Clear() => All.Clear();

    public bool Contains(AIContent item) => IndexOf(item) >= 0;

    public void CopyTo(AIContent[] array, int arrayIndex)
    {
        ArgumentNullException.ThrowIfNull(array);
        for (var i = 0; i < Count; i++)
        {
            array[arrayIndex + i] = this[i];
        }
    }

    public int IndexOf(AIContent item) => _all is { } all ? all.IndexOf(item) : Equals(_only, item) ? 0 : -1;

    public void Insert(int index, AIContent item) => All.Insert(index, item);

    public bool Remove(AIContent item) => All.Remove(item);

    public void RemoveAt(int index) => All.RemoveAt(index);

    public IEnumerator<AIContent> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
