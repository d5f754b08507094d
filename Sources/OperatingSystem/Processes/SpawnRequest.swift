import Glibc

/// What a new process is to be like, in the terms of `posix_spawn`.
@safe struct SpawnRequest: ~Copyable {
  private var actions = unsafe posix_spawn_file_actions_t()
  private var attributes = posix_spawnattr_t()
  /// The first step that failed, as an `errno` value.
  private var failure: Int32 = 0

  init() {
    failure = unsafe posix_spawn_file_actions_init(&actions)
    if failure == 0 { failure = unsafe posix_spawnattr_init(&attributes) }
  }

  deinit {
    var (actions, attributes) = unsafe (actions, attributes)
    _ = unsafe posix_spawn_file_actions_destroy(&actions)
    _ = unsafe posix_spawnattr_destroy(&attributes)
  }

  private mutating func note(_ code: Int32) {
    if failure == 0 { failure = code }
  }

  /// Gives one of this process's descriptors to the child, under a number.
  mutating func give(_ descriptor: Int32, as number: Int32) {
    note(unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, number))
  }

  /// Leaves the child nothing but its standard streams, and a folder to work in.
  mutating func confine(to folder: String) {
    guard let closeFrom = unsafe GNUSpawnAction.closeFrom,
      let changeFolder = unsafe GNUSpawnAction.changeFolder
    else { return note(ENOSYS) }
    note(unsafe closeFrom(&actions, 3))
    note(unsafe changeFolder(&actions, folder))
  }

  /// Makes the child the first of a process group, with signals as a new program expects them.
  mutating func lead() {
    var signals = sigset_t()
    note(unsafe sigemptyset(&signals))
    note(unsafe posix_spawnattr_setsigmask(&attributes, &signals))
    for signal in [SIGPIPE, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGBUS, SIGCHLD] {
      note(unsafe sigaddset(&signals, signal))
    }
    note(unsafe posix_spawnattr_setsigdefault(&attributes, &signals))
    note(unsafe posix_spawnattr_setpgroup(&attributes, 0))
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    note(unsafe posix_spawnattr_setflags(&attributes, Int16(flags)))
  }

  /// Starts the program and gives its process's number.
  mutating func start(_ program: Program) throws(SystemError) -> pid_t {
    let arguments = [program.path] + program.arguments
    let environment = program.environment.map { "\($0.key)=\($0.value)" }.sorted()
    // The system would take what stands before the NUL for the whole.
    if (arguments + environment).contains(where: { $0.utf8.contains(0) }) { note(EINVAL) }
    guard failure == 0 else { throw SystemError("run", path: program.path, code: failure) }
    let argumentList = CStringList(arguments)
    let environmentList = CStringList(environment)
    var number = pid_t()
    let code = unsafe posix_spawn(
      &number, program.path, &actions, &attributes, argumentList.pointers,
      environmentList.pointers)
    guard code == 0 else { throw SystemError("run", path: program.path, code: code) }
    return number
  }
}

/// Spawn actions that Glibc has and does not offer to Swift.
private enum GNUSpawnAction {
  typealias CloseFrom =
    @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
  typealias ChangeFolder =
    @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32

  static let closeFrom: CloseFrom? = unsafe unsafeBitCast(
    dlsym(nil, "posix_spawn_file_actions_addclosefrom_np"), to: CloseFrom?.self)
  static let changeFolder: ChangeFolder? = unsafe unsafeBitCast(
    dlsym(nil, "posix_spawn_file_actions_addchdir_np"), to: ChangeFolder?.self)
}

/// Texts as C wants a list of them, with a null at its end.
@safe private struct CStringList: ~Copyable {
  private let count: Int
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  init(_ texts: [String]) {
    count = texts.count
    unsafe pointers = .allocate(capacity: texts.count + 1)
    for (index, text) in texts.enumerated() {
      unsafe (pointers + index).initialize(to: strdup(text))
    }
    unsafe (pointers + texts.count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { unsafe free(pointers[index]) }
    unsafe pointers.deallocate()
  }
}
