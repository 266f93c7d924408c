namespace System;

/// <summary>Lets list patterns compile for netstandard2.0, which does not know indexes from the end.</summary>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
