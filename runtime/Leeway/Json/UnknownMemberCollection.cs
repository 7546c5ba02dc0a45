using System.Collections;

namespace Leeway.Json;

/// <summary>Members of an object that are kept as JSON, in the order of their arrival.</summary>
public sealed class UnknownMemberCollection : IReadOnlyCollection<KeyValuePair<string, RawJson>>
{
    /// <summary>Up to this many are compared one by one.</summary>
    private const int MostUnindexed = 16;

    private readonly JsonNames _names;
    private Member[] _members = [];
    private int _count;
    private Dictionary<string, int>? _index;

    internal UnknownMemberCollection(JsonNames names)
    {
        _names = names;
    }

    /// <summary>How many members are kept.</summary>
    public int Count => _count;

    /// <summary>Whether one of them has a name that the model knows.</summary>
    internal bool HasKnown { get; private set; }

    /// <summary>The JSON of a member. Setting replaces what is kept under the name.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <exception cref="KeyNotFoundException">No member of this name is kept.</exception>
    public RawJson this[string name]
    {
        get => TryGet(name, out RawJson value) ? value : throw new KeyNotFoundException("No member of this name is kept.");
        set
        {
            ArgumentNullException.ThrowIfNull(name);
            Set(name, JsonText.Quote(name), _names.IndexOf(name), MemberOrigin.Assigned, value.Utf8.Span);
        }
    }

    /// <summary>The JSON of a member, if one of this name is kept.</summary>
    public bool TryGet(string name, out RawJson value)
    {
        ArgumentNullException.ThrowIfNull(name);
        int found = Find(name, []);
        value = found < 0 ? default : _members[found].Value;
        return found >= 0;
    }

    /// <summary>Forgets a member.</summary>
    /// <returns>Whether one of this name was kept.</returns>
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

    /// <summary>The members with their names on the wire.</summary>
    public IEnumerator<KeyValuePair<string, RawJson>> GetEnumerator()
    {
        for (int i = 0; i < _count; i++)
        {
            yield return new KeyValuePair<string, RawJson>(_members[i].Name, _members[i].Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The members that the model does not know, each as its quoted name, a colon and its JSON.</summary>
    internal UnknownTexts Texts => new(_members.AsSpan(0, _count));

    /// <summary>Keeps a copy of a member that the model does not know.</summary>
    /// <param name="name">Its name as it stands in JSON.</param>
    /// <param name="isEscaped">Whether the name has escapes.</param>
    /// <param name="json">Its value.</param>
    internal void Keep(ReadOnlySpan<byte> name, bool isEscaped, ReadOnlySpan<byte> json)
    {
        if (isEscaped)
        {
            string text = JsonText.Unescape(name);
            Set(text, JsonText.Quote(text), -1, MemberOrigin.Read, json);
            return;
        }

        Span<byte> quoted = name.Length < 256 ? stackalloc byte[name.Length + 2] : new byte[name.Length + 2];
        quoted[0] = (byte)'"';
        name.CopyTo(quoted[1..]);
        quoted[^1] = (byte)'"';
        Set(null, quoted, -1, MemberOrigin.Read, json);
    }

    /// <summary>Keeps a copy of the JSON of a member that the model knows.</summary>
    /// <param name="member">The member's number.</param>
    /// <param name="json">Its value.</param>
    /// <param name="hasValue">Whether the property holds a value that was read from the JSON.</param>
    internal void Keep(int member, ReadOnlySpan<byte> json, bool hasValue) =>
        Set(null, _names.TextOf(member)[1..^1], member, hasValue ? MemberOrigin.Read : MemberOrigin.Unreadable, json);

    /// <summary>Whether JSON was read for a member that the model knows, and has a shape that its property cannot hold.</summary>
    /// <param name="name">The member's name on the wire.</param>
    internal bool IsUnreadable(string name)
    {
        int found = HasKnown ? Find(name, []) : -1;
        return found >= 0 && _members[found].Origin == MemberOrigin.Unreadable;
    }

    /// <summary>The JSON kept for a member that the model knows.</summary>
    /// <param name="member">The member's number.</param>
    /// <param name="json">The JSON.</param>
    /// <param name="isRead">Whether it was read; otherwise a user has added it.</param>
    internal bool TryGet(int member, out ReadOnlySpan<byte> json, out bool isRead)
    {
        int found = Find(member);
        json = found < 0 ? default : _members[found].Json;
        isRead = found >= 0 && _members[found].Origin != MemberOrigin.Assigned;
        return found >= 0;
    }

    /// <summary>Drops the JSON that was read for a member that the model knows. What a user has added stays.</summary>
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

    /// <summary>Finds a member by its name, or by the same as it stands in JSON.</summary>
    private int Find(string? name, ReadOnlySpan<byte> quoted)
    {
        if (_count <= MostUnindexed)
        {
            if (quoted.IsEmpty)
            {
                quoted = JsonText.Quote(name!);
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

        return (_index ??= Index()).GetValueOrDefault(name ?? JsonText.Unescape(quoted[1..^1]), -1);
    }

    private Dictionary<string, int> Index()
    {
        var index = new Dictionary<string, int>(_count * 2, StringComparer.Ordinal);
        for (int i = 0; i < _count; i++)
        {
            index[_members[i].Name] = i;
        }

        return index;
    }

    /// <summary>Enumerates the texts of the members that the model does not know.</summary>
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
    /// <param name="Start">Where the value starts.</param>
    /// <param name="Number">The member's number where the model knows it, or -1.</param>
    /// <param name="Origin">Where its value comes from.</param>
    internal readonly record struct Member(byte[] Text, int Start, int Number, MemberOrigin Origin)
    {
        public ReadOnlySpan<byte> Quoted => Text.AsSpan(0, Start - 1);

        public ReadOnlySpan<byte> Json => Text.AsSpan(Start);

        public RawJson Value => new(Text.AsMemory(Start));

        public string Name => JsonText.Unescape(Text.AsSpan(1, Start - 3));
    }
}
