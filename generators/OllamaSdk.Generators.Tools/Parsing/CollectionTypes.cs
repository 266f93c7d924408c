using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The collections that can be made from a list or a dictionary, and how.</summary>
internal static class CollectionTypes
{
    private const string Generic = "System.Collections.Generic.";
    private const string Immutable = "System.Collections.Immutable.";
    private const string Frozen = "System.Collections.Frozen.";
    private const string ObjectModel = "System.Collections.ObjectModel.";
    private const string Concurrent = "System.Collections.Concurrent.";

    private static readonly Dictionary<string, (string Build, bool IsSet)> _lists = new()
    {
        [Generic + "List"] = ("items", false),
        [Generic + "IList"] = ("items", false),
        [Generic + "ICollection"] = ("items", false),
        [Generic + "IEnumerable"] = ("items", false),
        [Generic + "IReadOnlyList"] = ("items", false),
        [Generic + "IReadOnlyCollection"] = ("items", false),
        [Generic + "HashSet"] = ($"new global::{Generic}HashSet<{{0}}>(items)", true),
        [Generic + "ISet"] = ($"new global::{Generic}HashSet<{{0}}>(items)", true),
        [Generic + "IReadOnlySet"] = ($"new global::{Generic}HashSet<{{0}}>(items)", true),
        [Generic + "SortedSet"] = ($"new global::{Generic}SortedSet<{{0}}>(items)", true),
        [Generic + "Queue"] = ($"new global::{Generic}Queue<{{0}}>(items)", false),
        [Generic + "LinkedList"] = ($"new global::{Generic}LinkedList<{{0}}>(items)", false),
        [ObjectModel + "Collection"] = ($"new global::{ObjectModel}Collection<{{0}}>(items)", false),
        [ObjectModel + "ObservableCollection"] = ($"new global::{ObjectModel}ObservableCollection<{{0}}>(items)", false),
        [ObjectModel + "ReadOnlyCollection"] = ($"new global::{ObjectModel}ReadOnlyCollection<{{0}}>(items)", false),
        [Immutable + "ImmutableArray"] = ($"global::{Immutable}ImmutableArray.CreateRange(items)", false),
        [Immutable + "ImmutableList"] = ($"global::{Immutable}ImmutableList.CreateRange(items)", false),
        [Immutable + "IImmutableList"] = ($"global::{Immutable}ImmutableList.CreateRange(items)", false),
        [Immutable + "ImmutableQueue"] = ($"global::{Immutable}ImmutableQueue.CreateRange(items)", false),
        [Immutable + "ImmutableHashSet"] = ($"global::{Immutable}ImmutableHashSet.CreateRange(items)", true),
        [Immutable + "IImmutableSet"] = ($"global::{Immutable}ImmutableHashSet.CreateRange(items)", true),
        [Immutable + "ImmutableSortedSet"] = ($"global::{Immutable}ImmutableSortedSet.CreateRange(items)", true),
        [Frozen + "FrozenSet"] = ($"global::{Frozen}FrozenSet.ToFrozenSet(items)", true),
    };

    private static readonly Dictionary<string, string> _maps = new()
    {
        [Generic + "Dictionary"] = "items",
        [Generic + "IDictionary"] = "items",
        [Generic + "IReadOnlyDictionary"] = "items",
        [Generic + "SortedDictionary"] = $"new global::{Generic}SortedDictionary<{{0}}, {{1}}>(items)",
        [ObjectModel + "ReadOnlyDictionary"] = $"new global::{ObjectModel}ReadOnlyDictionary<{{0}}, {{1}}>(items)",
        [Concurrent + "ConcurrentDictionary"] = $"new global::{Concurrent}ConcurrentDictionary<{{0}}, {{1}}>(items)",
        [Immutable + "ImmutableDictionary"] = $"global::{Immutable}ImmutableDictionary.CreateRange(items)",
        [Immutable + "IImmutableDictionary"] = $"global::{Immutable}ImmutableDictionary.CreateRange(items)",
        [Immutable + "ImmutableSortedDictionary"] = $"global::{Immutable}ImmutableSortedDictionary.CreateRange(items)",
        [Frozen + "FrozenDictionary"] = $"global::{Frozen}FrozenDictionary.ToFrozenDictionary(items)",
    };

    /// <summary>The items of a list that can be read, and how it is built; {0} stands for the item's type.</summary>
    public static (ITypeSymbol Item, string Build, bool IsSet)? List(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => (array.ElementType, "items.ToArray()", false),
        INamedTypeSymbol { Arity: 1, ContainingType: null } named when _lists.TryGetValue(FullName(named), out var found) =>
            (named.TypeArguments[0], found.Build, found.IsSet),
        _ => null,
    };

    /// <summary>The keys and items of a dictionary that can be read, and how it is built; {0} and {1} stand for their types.</summary>
    public static (ITypeSymbol Key, ITypeSymbol Item, string Build)? Map(ITypeSymbol type) =>
        type is INamedTypeSymbol { Arity: 2, ContainingType: null } named && _maps.TryGetValue(FullName(named), out var build)
            ? (named.TypeArguments[0], named.TypeArguments[1], build)
            : null;

    /// <summary>Whether items can be added to a collection that is there: it reads as a list or a dictionary, and takes new items.</summary>
    public static bool CanBeFilled(ITypeSymbol type) =>
        (List(type) is not null && Argument(type, "ICollection", 1) is not null || Map(type) is not null && Argument(type, "IDictionary", 2) is not null)
        && type is INamedTypeSymbol named && !FullName(named).StartsWith(Immutable, StringComparison.Ordinal) && !FullName(named).StartsWith(Frozen, StringComparison.Ordinal)
        && named.Name is not ("ReadOnlyCollection" or "ReadOnlyDictionary");

    /// <summary>The items of whatever can be enumerated, which is enough to write it.</summary>
    public static ITypeSymbol? Enumerated(ITypeSymbol type) => Argument(type, "IEnumerable", 1)?.TypeArguments[0];

    /// <summary>The keys and items of whatever is a dictionary, which is enough to write it.</summary>
    public static (ITypeSymbol Key, ITypeSymbol Item)? EnumeratedMap(ITypeSymbol type) =>
        (Argument(type, "IReadOnlyDictionary", 2) ?? Argument(type, "IDictionary", 2)) is { } map
            ? (map.TypeArguments[0], map.TypeArguments[1])
            : null;

    /// <summary>Whether a list keeps its items in their own order.</summary>
    public static bool IsSorted(ITypeSymbol type) => type.Name is "SortedSet" or "ImmutableSortedSet";

    /// <summary>Whether a type has an order of its own.</summary>
    public static bool IsComparable(ITypeSymbol type)
    {
        var inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        foreach (var candidate in inner.AllInterfaces)
        {
            if (Names.Is(candidate, "System", "IComparable"))
            {
                return true;
            }
        }

        return false;
    }

    private static INamedTypeSymbol? Argument(ITypeSymbol type, string name, int arity)
    {
        if (type is INamedTypeSymbol self && Fits(self))
        {
            return self;
        }

        foreach (var candidate in type.AllInterfaces)
        {
            if (Fits(candidate))
            {
                return candidate;
            }
        }

        return null;

        bool Fits(INamedTypeSymbol candidate) => candidate.Arity == arity && FullName(candidate) == Generic + name;
    }

    private static string FullName(INamedTypeSymbol type) => $"{Names.NamespaceOf(type)}.{type.Name}";
}
