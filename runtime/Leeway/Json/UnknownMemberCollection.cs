using System.Collections;
using Leeway.Generated;

namespace Leeway.Json;

/// <summary>The members of an object that are kept as JSON, in the order in which they were added.</summary>
public sealed class UnknownMemberCollection : IReadOnlyCollection<KeyValuePair<string, RawJson>>
{
    /// <summary>Up to this number of members, names are compared one by one.</summary>
    private const int MaxUnindexed = 16;

    private readonly JsonNames _names;
    private Member[] _members = [];
    private int _count;
    private Dictionary<string, int>? _index;

    internal UnknownMemberCollection(JsonNames names)
    {
        _names = names;
    }

    /// <summary>The number of kept members.</summary>
    public int Count => _count;

    /// <summary>Whether the model has a property for one of the members.</summary>
    internal bool HasKnown { get; private set; }

    /// <summary>Gets or sets the JSON of a member. Setting it replaces the kept JSON of that name.</summary>
    /// <param name="name">The name in the JSON.</param>
    /// <exception cref="KeyNotFoundException">No member with this name is kept.</exception>
    public RawJson this[string name]
    {
        get => TryGet(name, out RawJson value) ? value : throw new KeyNotFoundException("No member with this name is kept.");
        set
        {
            ArgumentNullException.ThrowIfNull(name);
            Set(name, JsonSyntax.Quote(name), _names.IndexOf(name), MemberOrigin.Assigned, value.Utf8.Span);
        }
    }

    /// <summary>Gets the JSON of a member, if one with this name is kept.</summary>
    public bool TryGet(string name, out RawJson value)
    {
        ArgumentNullException.ThrowIfNull(name);
        int found = Find(name, []);
        value = found < 0 ? default : _members[found].Value;
        return found >= 0;
    }

    /// <summary>Removes a member.</summary>
    /// <returns>Whether a member with this name was kept.</returns>
    public bool Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int found = Find(name, []);
        if (found < 0)
        {
            return false;
        }

        RemoveAt(found);
        return true;
    }

    /// <summary>Enumerates the members with their names in the JSON.</summary>
    public IEnumerator<KeyValuePair<string, RawJson>> GetEnumerator()
    {
        for (int i = 0; i < _count; i++)
        {
            yield return new KeyValuePair<string, RawJson>(_members[i].Name, _members[i].Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The members without a property, each as its quoted name, a colon and its JSON.</summary>
    internal UnknownTexts Texts => new(_members.AsSpan(0, _count));

    /// <summary>Keeps a copy of a member without a property.</summary>
    /// <param name="name">The name in the UTF-8 of the JSON.</param>
    /// <param name="isEscaped">Whether the name has escapes.</param>
    /// <param name="json">The value.</param>
    internal void Keep(ReadOnlySpan<byte> name, bool isEscaped, ReadOnlySpan<byte> json)
    {
        if (isEscaped)
        {
            string text = JsonSyntax.Unescape(name);
            Set(text, JsonSyntax.Quote(text), -1, MemberOrigin.Read, json);
            return;
        }

        Span<byte> quoted = name.Length < 256 ? stackalloc byte[name.Length + 2] : new byte[name.Length + 2];
        quoted[0] = (byte)'"';
        name.CopyTo(quoted[1..]);
        quoted[^1] = (byte)'"';
        Set(null, quoted, -1, MemberOrigin.Read, json);
    }

    /// <summary>Keeps a copy of the JSON of a member that has a property.</summary>
    /// <param name="member">The number of the member.</param>
    /// <param name="json">The value.</param>
    /// <param name="hasValue">Whether the property has a value that was read from the JSON.</param>
    internal void Keep(int member, ReadOnlySpan<byte> json, bool hasValue) =>
        Set(null, _names.GetText(member)[1..^1], member, hasValue ? MemberOrigin.Read : MemberOrigin.Unreadable, json);

    /// <summary>Whether JSON was read for a member that has a property, and the property cannot represent it.</summary>
    /// <param name="name">The name in the JSON.</param>
    internal bool IsUnreadable(string name)
    {
        int found = HasKnown ? Find(name, []) : -1;
        return found >= 0 && _members[found].Origin == MemberOrigin.Unreadable;
    }

    /// <summary>Gets the kept JSON of a member that has a property.</summary>
    /// <param name="member">The number of the member.</param>
    /// <param name="json">The JSON.</param>
    /// <param name="isRead">Whether it was read; otherwise the application added it.</param>
    internal bool TryGet(int member, out ReadOnlySpan<byte> json, out bool isRead)
    {
        int found = Find(member);
        json = found < 0 ? default : _members[found].Json;
        isRead = found >= 0 && _members[found].Origin != MemberOrigin.Assigned;
        return found >= 0;
    }

    /// <summary>Removes the JSON that was read for a member that has a property. JSON that the application added is kept.</summary>
    internal void ForgetRead(int member)
    {
        int found = Find(member);
        if (found >= 0 && _members[found].Origin != MemberOrigin.Assigned)
        {
            RemoveAt(found);
        }
    }

    private int Find(int number)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_members[i].Number == number)
            {
                return i;
            }
        }

        return -1;
    }

    private void RemoveAt(int position)
    {
        _count--;
        _members.AsSpan(position + 1, _count - position).CopyTo(_members.AsSpan(position));
        _members[_count] = default;
        _index = null;
    }

    private void Set(string? name, ReadOnlySpan<byte> quoted, int number, MemberOrigin origin, ReadOnlySpan<byte> json)
    {
        var text = new byte[quoted.Length + 1 + json.Length];
        quoted.CopyTo(text);
        text[quoted.Length] = (byte)':';
        json.CopyTo(text.AsSpan(quoted.Length + 1));
        var member = new Member(text, quoted.Length + 1, number, origin);
        HasKnown |= number >= 0;
        int found = Find(name, quoted);
        if (found >= 0)
        {
            _members[found] = member;
            return;
        }

        if (_count == _members.Length)
        {
            Array.Resize(ref _members, Math.Max(2, _count * 2));
        }

        _index?.Add(name ?? member.Name, _count);
        _members[_count++] = member;
    }

    /// <summary>Finds a member by its name, or by its quoted name in the JSON.</summary>
    private int Find(string? name, ReadOnlySpan<byte> quoted)
    {
        if (_count <= MaxUnindexed)
        {
            if (quoted.IsEmpty)
            {
                quoted = JsonSyntax.Quote(name!);
            }

            for (int i = 0; i < _count; i++)
            {
                if (_members[i].Quoted.SequenceEqual(quoted))
                {
                    return i;
                }
            }

            return -1;
        }

        return (_index ??= CreateIndex()).GetValueOrDefault(name ?? JsonSyntax.Unescape(quoted[1..^1]), -1);
    }

    private Dictionary<string, int> CreateIndex()
    {
        var index = new Dictionary<string, int>(_count * 2, StringComparer.Ordinal);
        for (int i = 0; i < _count; i++)
        {
            index[_members[i].Name] = i;
        }

        return index;
    }

    /// <summary>Enumerates the texts of the members without a property.</summary>
    internal ref struct UnknownTexts(ReadOnlySpan<Member> members)
    {
        private readonly ReadOnlySpan<Member> _members = members;
        private int _index = -1;

        public readonly ReadOnlySpan<byte> Current => _members[_index].Text;

        public readonly UnknownTexts GetEnumerator() => this;

        public bool MoveNext()
        {
            while (++_index < _members.Length)
            {
                if (_members[_index].Number < 0)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>A member: the quoted name, a colon and the value in one array.</summary>
    /// <param name="Text">All three.</param>
    /// <param name="Start">The index at which the value starts.</param>
    /// <param name="Number">The number of the member if it has a property, or -1.</param>
    /// <param name="Origin">The origin of the value.</param>
    internal readonly record struct Member(byte[] Text, int Start, int Number, MemberOrigin Origin)
    {
        public ReadOnlySpan<byte> Quoted => Text.AsSpan(0, Start - 1);

        public ReadOnlySpan<byte> Json => Text.AsSpan(Start);

        public RawJson Value => new(Text.AsMemory(Start));

        public string Name => JsonSyntax.Unescape(Text.AsSpan(1, Start - 3));
    }
}
