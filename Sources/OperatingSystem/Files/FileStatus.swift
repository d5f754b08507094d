import Glibc

/// What the system knows of a file, symbolic links followed.
func status(ofFile path: String, to operation: String) throws(SystemError) -> stat {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else { throw SystemError(operation, path: path) }
  return status
}

func status(of descriptor: Int32, named name: String, to operation: String) throws(SystemError)
  -> stat
{
  var status = stat()
  guard unsafe fstat(descriptor, &status) == 0 else { throw SystemError(operation, path: name) }
  return status
}

/// Does not follow the link, if it is one.
func status(ofLink path: String, to operation: String) throws(SystemError) -> stat {
  var status = stat()
  guard unsafe lstat(path, &status) == 0 else { throw SystemError(operation, path: path) }
  return status
}

extension stat {
  /// `S_IFREG`, `S_IFDIR`, and so on.
  var format: mode_t { st_mode & S_IFMT }
}
